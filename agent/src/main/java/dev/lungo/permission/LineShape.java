package dev.lungo.permission;

import dev.lungo.shell.Assignment;
import dev.lungo.shell.Redirection;
import dev.lungo.shell.Script;
import dev.lungo.shell.ShellCommand;
import dev.lungo.shell.Statement;
import dev.lungo.shell.Word;
import dev.lungo.shell.WordPart;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How a plain line may be put together: lists, pipelines, groups, subshells, conditions, and loops over words. */
final class LineShape {
    private LineShape() {}

    /** The first thing that is something else. */
    static Optional<String> doubt(Script script) {
        return first(script.statements(), LineShape::doubt);
    }

    private static Optional<String> doubt(Statement statement) {
        return statement.background()
                ? Optional.of("a part of it runs in the background")
                : first(statement.steps(), step -> first(step.pipeline().commands(), LineShape::doubt));
    }

    private static Optional<String> doubt(ShellCommand command) {
        return switch (command) {
            case ShellCommand.Simple(var assignments, var words, var redirections) ->
                words(assignments.stream().map(Assignment::values).flatMap(List::stream))
                        .or(() -> words(words.stream()))
                        .or(() -> redirected(redirections));
            case ShellCommand.Redirected(var inner, var redirections) ->
                doubt(inner).or(() -> redirected(redirections));
            case ShellCommand.Subshell(var body) -> doubt(body);
            case ShellCommand.Group(var body) -> doubt(body);
            case ShellCommand.If(var branches, var otherwise) ->
                first(branches, branch -> doubt(branch.condition()).or(() -> doubt(branch.body())))
                        .or(() -> otherwise.flatMap(LineShape::doubt));
            case ShellCommand.While(var condition, var body) -> doubt(condition).or(() -> doubt(body));
            case ShellCommand.For(var _, var words, var body) ->
                words.isEmpty()
                        ? Optional.of("a loop goes through words that are not in the line")
                        : words(words.get().stream()).or(() -> doubt(body));
            case ShellCommand.Test(var operands, var _) ->
                operands.stream().map(Word::parts).flatMap(List::stream).anyMatch(LineShape::isComputed)
                        ? Optional.of("a word in [[ ]] is computed")
                        : words(operands.stream());
            case ShellCommand.ForArithmetic _, ShellCommand.Evaluation _ -> Optional.of("it computes in (( ))");
            case ShellCommand.Case _ -> Optional.of("it decides by patterns (case)");
            case ShellCommand.Function(var name, var _) -> Optional.of("it defines the function " + name);
        };
    }

    private static Optional<String> redirected(List<Redirection> redirections) {
        return words(redirections.stream()
                .flatMap(redirection -> Stream.concat(
                        Stream.of(redirection.target()),
                        redirection.document().map(Redirection.HereDocument::body).stream())));
    }

    /** What runs inside of words. */
    private static Optional<String> words(Stream<Word> words) {
        return first(words.map(Word::parts).flatMap(List::stream).toList(), LineShape::doubt);
    }

    private static Optional<String> doubt(WordPart part) {
        return switch (part) {
            case WordPart.Substitution(var script, var _) -> doubt(script);
            case WordPart.ProcessSubstitution(var script, var _) -> doubt(script);
            case WordPart.Parameter(var _, var _, var _, var inside) -> first(inside, LineShape::doubt);
            case WordPart.Arithmetic(var _, var _, var inside) -> first(inside, LineShape::doubt);
            case WordPart.Literal _, WordPart.Tilde _, WordPart.Glob _, WordPart.Braces _ -> Optional.empty();
        };
    }

    private static boolean isComputed(WordPart part) {
        return part instanceof WordPart.ProcessSubstitution
                || (part instanceof WordPart.Parameter(var _, var operation, var _, var _) && !operation.isEmpty());
    }

    private static <T> Optional<String> first(List<T> all, Function<T, Optional<String>> doubting) {
        return all.stream().flatMap(one -> doubting.apply(one).stream()).findFirst();
    }
}
