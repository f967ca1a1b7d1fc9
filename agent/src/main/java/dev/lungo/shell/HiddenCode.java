package dev.lungo.shell;

import dev.lungo.shell.Invocation.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses scripts that may run what nobody sees in them: the shell evaluates the text of variables in arithmetic, some
 * builtins evaluate their arguments, and some change how the rest is read.
 */
final class HiddenCode implements Walk.Visitor {
    private static final Set<String> EVALUATING = Set.of("eval", "source", ".", "trap");

    private final String line;
    private final Variables variables = new Variables();

    /** Collected while the script is walked through, and judged then. */
    private final List<ShellCommand.Simple> commands = new ArrayList<>();

    private final List<WordPart.Arithmetic> arithmetic = new ArrayList<>();
    private final List<Word> numbers = new ArrayList<>();
    private final Set<String> functions = new HashSet<>();

    private HiddenCode(String line) {
        this.line = line;
    }

    static void refuse(Script script, String line) {
        var code = new HiddenCode(line);
        new Walk(code).script(script, Set.of());
        code.judge();
    }

    @Override
    public void command(ShellCommand.Simple command, Set<Place> places) {
        commands.add(command);
        boolean evaluates = !command.words().isEmpty()
                && BuiltinAssignments.bare(command.words()).stream()
                        .limit(1)
                        .anyMatch(word -> EVALUATING.contains(word.constant().orElse("eval")));
        if (evaluates) {
            variables.distrustAll();
        }
        for (Assignment assignment : command.assignments()) {
            variables.assign(assignment.name(), assignment.values());
        }
        for (Redirection redirection : command.redirections()) {
            String descriptor = redirection.descriptor();
            if (descriptor.startsWith("{")) {
                variables.assign(descriptor.substring(1, descriptor.length() - 1), List.of());
            }
            if (redirection.kind() == Redirection.Kind.DUPLICATE
                    && redirection.target().constant().isEmpty()) {
                numbers.add(redirection.target());
            }
        }
    }

    @Override
    public void function(ShellCommand.Function function) {
        functions.add(function.name());
    }

    @Override
    public void test(ShellCommand.Test test) {
        numbers.addAll(test.numbers());
    }

    @Override
    public void arithmetic(WordPart.Arithmetic part) {
        arithmetic.add(part);
        variables.assignIn(part);
    }

    private void judge() {
        for (String name : variables.names()) {
            if (Names.UNTOUCHABLE.contains(name) || (Names.NUMBERS.contains(name) && !variables.isNumber(name))) {
                throw refusal("an assignment to " + name + " may run what it is given", name);
            }
        }
        for (WordPart.Arithmetic part : arithmetic) {
            variables.doubt(part).ifPresent(name -> {
                throw refusal("arithmetic evaluates the text of " + name + ", and that is not known", part.text());
            });
        }
        for (Word word : numbers) {
            if (!isNumber(word)) {
                throw refusal("the text of " + word.text() + " is evaluated, and it is not known", word.text());
            }
        }
        var builtins = new Builtins(variables, Arrays.of(line, commands, variables.distrusted()));
        for (ShellCommand.Simple command : commands) {
            builtins.doubt(command.words()).ifPresent(why -> {
                throw refusal(why, command.words().getFirst().text());
            });
        }
    }

    private boolean isNumber(Word word) {
        Optional<String> name = word.constant().filter(Names::isName);
        return name.isPresent() ? variables.isNumber(name.get()) : variables.isNumber(word);
    }

    private Refusal refusal(String why, String near) {
        return new Refusal(why, Math.max(0, line.indexOf(near)));
    }
}
