package dev.lungo.shell;

import dev.lungo.shell.Invocation.Place;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A walk through everything in a script, whether it is sure to run or not. */
final class Walk {
    private final Visitor visitor;

    /** What a walk tells, in the order of the text; what stands inside of something before it. */
    interface Visitor {
        /** A simple command, or an assignment or redirections of a compound. */
        void command(ShellCommand.Simple command, Set<Place> places);

        void function(ShellCommand.Function function);

        void test(ShellCommand.Test test);

        void arithmetic(WordPart.Arithmetic arithmetic);
    }

    Walk(Visitor visitor) {
        this.visitor = visitor;
    }

    void script(Script script, Set<Place> places) {
        for (Statement statement : script.statements()) {
            Set<Place> around = statement.background() ? with(places, Place.BACKGROUND) : places;
            for (Statement.Step step : statement.steps()) {
                boolean sure = step.joint() == Statement.Joint.NOTHING;
                pipeline(step.pipeline(), sure ? around : with(around, Place.CONDITIONAL));
            }
        }
    }

    private void pipeline(Pipeline pipeline, Set<Place> places) {
        List<ShellCommand> commands = pipeline.commands();
        for (int i = 0; i < commands.size(); i++) {
            Set<Place> here = places;
            here = i > 0 ? with(here, Place.READS_PIPE) : here;
            here = i < commands.size() - 1 ? with(here, Place.WRITES_PIPE) : here;
            command(commands.get(i), here);
        }
    }

    private void command(ShellCommand command, Set<Place> places) {
        switch (command) {
            case ShellCommand.Simple simple -> simple(simple, places);
            case ShellCommand.Redirected(var inner, var redirections) -> {
                command(inner, places);
                simple(new ShellCommand.Simple(List.of(), List.of(), redirections), places);
            }
            case ShellCommand.Subshell(var body) -> script(body, with(places, Place.SUBSHELL));
            case ShellCommand.Group(var body) -> script(body, places);
            case ShellCommand.If conditional -> conditional(conditional, places);
            case ShellCommand.While(var condition, var body) -> {
                script(condition, with(places, Place.CONDITIONAL));
                script(body, with(places, Place.CONDITIONAL));
            }
            case ShellCommand.For loop -> loop(loop, places);
            case ShellCommand.ForArithmetic(var head, var body) -> {
                head.forEach(part -> part(part, places));
                script(body, with(places, Place.CONDITIONAL));
            }
            case ShellCommand.Case(var subject, var choices) -> {
                word(subject, places);
                for (ShellCommand.Choice choice : choices) {
                    words(choice.patterns(), places);
                    script(choice.body(), with(places, Place.CONDITIONAL));
                }
            }
            case ShellCommand.Function function -> {
                visitor.function(function);
                command(function.body(), with(places, Place.FUNCTION));
            }
            case ShellCommand.Test test -> {
                words(test.operands(), places);
                visitor.test(test);
            }
            case ShellCommand.Evaluation(var arithmetic) -> part(arithmetic, places);
        }
    }

    private void conditional(ShellCommand.If conditional, Set<Place> places) {
        Set<Place> inside = with(places, Place.CONDITIONAL);
        boolean first = true;
        for (ShellCommand.Branch branch : conditional.branches()) {
            script(branch.condition(), first ? places : inside);
            script(branch.body(), inside);
            first = false;
        }
        conditional.otherwise().ifPresent(body -> script(body, inside));
    }

    /** The name is assigned, whatever it is: {@code PATH} as well. */
    private void loop(ShellCommand.For loop, Set<Place> places) {
        List<Word> values = loop.words()
                .orElse(List.of(new Word("\"$@\"", List.of(new WordPart.Parameter("@", "", true, List.of())))));
        simple(
                new ShellCommand.Simple(
                        List.of(new Assignment(loop.name(), false, values, List.of())), List.of(), List.of()),
                places);
        script(loop.body(), with(places, Place.CONDITIONAL));
    }

    private void simple(ShellCommand.Simple simple, Set<Place> places) {
        for (Assignment assignment : simple.assignments()) {
            parts(assignment.subscripts(), places);
            words(assignment.values(), places);
        }
        words(simple.words(), places);
        for (Redirection redirection : simple.redirections()) {
            word(redirection.target(), places);
            redirection.document().ifPresent(document -> word(document.body(), places));
        }
        visitor.command(simple, places);
        assign(BuiltinAssignments.of(simple.words()), places);
        for (Redirection redirection : simple.redirections()) {
            String descriptor = redirection.descriptor();
            if (descriptor.startsWith("{")) {
                assign(List.of(number(descriptor.substring(1, descriptor.length() - 1), descriptor)), places);
            }
        }
    }

    private void assign(List<Assignment> assignments, Set<Place> places) {
        if (!assignments.isEmpty()) {
            visitor.command(new ShellCommand.Simple(assignments, List.of(), List.of()), places);
        }
    }

    private void words(List<Word> words, Set<Place> places) {
        words.forEach(word -> word(word, places));
    }

    private void word(Word word, Set<Place> places) {
        parts(word.parts(), places);
    }

    private void parts(List<WordPart> parts, Set<Place> places) {
        parts.forEach(part -> part(part, places));
    }

    private void part(WordPart part, Set<Place> places) {
        switch (part) {
            case WordPart.Substitution(var script, var _) -> script(script, substituted(places));
            case WordPart.ProcessSubstitution(var script, var _) -> script(script, substituted(places));
            case WordPart.Parameter parameter -> {
                parts(parameter.inside(), places);
                assigned(parameter, places);
            }
            case WordPart.Arithmetic arithmetic -> {
                parts(arithmetic.inside(), places);
                visitor.arithmetic(arithmetic);
                assign(
                        arithmetic.assigned().stream()
                                .map(name -> number(name, arithmetic.text()))
                                .toList(),
                        with(places, Place.CONDITIONAL));
            }
            case WordPart.Literal _, WordPart.Tilde _, WordPart.Glob _, WordPart.Braces _ -> {}
        }
    }

    /** <code>${name:=value}</code>. */
    private void assigned(WordPart.Parameter parameter, Set<Place> places) {
        String operation = parameter.operation();
        int subscripted = operation.startsWith("[") ? operation.indexOf(']') + 1 : 0;
        String assigning = operation.substring(subscripted);
        if (assigning.startsWith(":=") || assigning.startsWith("=")) {
            assign(
                    List.of(new Assignment(parameter.name(), false, List.of(Word.unknown(assigning)), List.of())),
                    with(places, Place.CONDITIONAL));
        }
    }

    private static Assignment number(String name, String text) {
        var value = new WordPart.Arithmetic(text, Set.of(), List.of());
        return new Assignment(name, false, List.of(new Word(text, List.of(value))), List.of());
    }

    /** What it prints goes into the line, not into a pipe. */
    private static Set<Place> substituted(Set<Place> places) {
        Set<Place> inside = with(places, Place.SUBSTITUTION);
        inside.remove(Place.WRITES_PIPE);
        return inside;
    }

    private static Set<Place> with(Set<Place> places, Place place) {
        var more = places.isEmpty() ? EnumSet.noneOf(Place.class) : EnumSet.copyOf(places);
        more.add(place);
        return more;
    }
}
