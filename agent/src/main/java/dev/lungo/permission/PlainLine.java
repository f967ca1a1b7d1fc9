package dev.lungo.permission;

import dev.lungo.shell.Assignment;
import dev.lungo.shell.Invocation;
import dev.lungo.shell.Redirection;
import dev.lungo.shell.Script;
import dev.lungo.shell.Word;
import dev.lungo.shell.WordPart;
import dev.lungo.shell.WordPart.Quoting;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says which lines the table of harmless commands, and the mode that accepts edits, may speak for at all (docs/adr/0007): simple
 * commands of words that are plain to see. Whatever else bash knows asks, however well it is understood. Immutable.
 */
final class PlainLine {
    /** They show their words and take no harm from them. */
    private static final Set<String> SHOWING = Set.of("echo", "printf", "test", "[");

    /** They change the shell itself, or run what is no program. */
    private static final Set<String> OF_THE_SHELL = Words.of("""
            eval source . exec trap alias unalias shopt read mapfile readarray getopts declare typeset local
            readonly unset let builtin command enable hash pushd popd ulimit umask
            """);

    private static final Set<String> FOLDERS = Set.of("PWD", "HOME");
    private static final Pattern SET = Pattern.compile("set( -[eu]+| -[eu]*o pipefail)+");
    private static final Pattern EXPORTED = Pattern.compile("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");
    private static final Pattern PLAIN_TEXT = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");

    private final List<Invocation> commands;
    private final Optional<String> shape;
    /** Variables that hold what is written in the line. */
    private final Set<String> written = new HashSet<>();
    /** Those of them that stay one word without quotes. */
    private final Set<String> bare = new HashSet<>();

    PlainLine(Script script, List<Invocation> commands) {
        this.commands = commands;
        this.shape = LineShape.doubt(script);
        var others = new HashSet<String>();
        for (Invocation command : commands) {
            for (Assignment assignment : command.assignments()) {
                boolean seen =
                        !assignment.append() && assignment.values().stream().allMatch(PlainLine::isWritten);
                (seen ? written : others).add(assignment.name());
                if (seen && assignment.values().stream().allMatch(PlainLine::isPlainText)) {
                    bare.add(assignment.name());
                } else if (seen) {
                    bare.remove(assignment.name());
                }
            }
        }
        written.removeAll(others);
        bare.removeAll(others);
    }

    /** What is not plain about how the line is put together, and about the variables that it sets. */
    Optional<String> shape() {
        return shape.or(() -> commands.stream()
                .filter(command -> command.words().isEmpty())
                .flatMap(command -> settings(command).stream())
                .findFirst());
    }

    /** What is not plain about the words of a command. */
    Optional<String> words(int at) {
        Invocation command = commands.get(at);
        String program = command.command().orElse("");
        List<Word> arguments = command.words().subList(1, command.words().size());
        return ofTheShell(program, arguments)
                .or(() -> settings(command))
                .or(() -> arguments.stream()
                        .filter(word ->
                                !isWritten(word) && !word.parts().stream().allMatch(part -> isPlain(part, program)))
                        .findFirst()
                        .map(word -> "the word " + word.text() + " is made while it runs"));
    }

    /** What is not plain about the redirections of a command. */
    Optional<String> redirections(int at) {
        for (Redirection redirection : commands.get(at).redirections()) {
            Word text = redirection.document().isPresent()
                    ? redirection.document().get().body()
                    : redirection.target();
            if (redirection.descriptor().startsWith("{") || !(text.constant().isPresent() || isHome(text))) {
                return Optional.of("a redirection is made while it runs: "
                        + redirection.target().text());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofTheShell(String program, List<Word> arguments) {
        String text = arguments.stream().map(Word::text).collect(Collectors.joining(" "));
        boolean outside = switch (program) {
            case "set" -> !SET.matcher("set " + text).matches();
            case "export" ->
                !arguments.stream()
                        .allMatch(word -> EXPORTED.matcher(word.text()).matches());
            case "command" -> !text.matches("(?s)-[vV] .*");
            default -> OF_THE_SHELL.contains(program);
        };
        return outside ? Optional.of(program + " changes the shell, or runs what is no program") : Optional.empty();
    }

    private static Optional<String> settings(Invocation command) {
        return command.assignments().stream()
                .filter(assignment -> assignment.append()
                        || !assignment.subscripts().isEmpty()
                        || !(assignment.values().stream().allMatch(PlainLine::isWritten) || isOneOutput(assignment)))
                .findFirst()
                .map(assignment -> "what " + assignment.name() + " is set to is made while it runs");
    }

    /** {@code x=$(…)}: where it is used it is not known, and that asks. */
    private static boolean isOneOutput(Assignment assignment) {
        return assignment.values().size() == 1
                && assignment.values().getFirst().parts().size() == 1
                && assignment.values().getFirst().parts().getFirst() instanceof WordPart.Substitution;
    }

    /** Whether a word stands in the line as it is, or is a pattern of file names. */
    private static boolean isWritten(Word word) {
        return isText(word.parts()) || isHome(word) || BraceWords.of(word).isPresent();
    }

    private static boolean isText(List<WordPart> parts) {
        return parts.stream().allMatch(part -> part instanceof WordPart.Literal || part instanceof WordPart.Glob);
    }

    /** {@code ~} and {@code ~/…}. */
    private static boolean isHome(Word word) {
        List<WordPart> parts = word.parts();
        return !parts.isEmpty()
                && parts.getFirst().equals(new WordPart.Tilde("~"))
                && isText(parts.subList(1, parts.size()))
                && (parts.size() == 1
                        || !(parts.get(1) instanceof WordPart.Literal(var text, var quoting))
                        || (quoting == Quoting.NONE && text.startsWith("/")));
    }

    private static boolean isPlainText(Word word) {
        return word.constant()
                .filter(text -> PLAIN_TEXT.matcher(text).matches())
                .isPresent();
    }

    private boolean isPlain(WordPart part, String program) {
        boolean echo = program.equals("echo");
        boolean shows = SHOWING.contains(program);
        return switch (part) {
            case WordPart.Literal _, WordPart.Glob _, WordPart.Arithmetic _ -> true;
            case WordPart.Tilde _ -> echo;
            case WordPart.Braces _, WordPart.ProcessSubstitution _ -> false;
            case WordPart.Substitution(var _, var quoted) -> echo || (shows && quoted);
            case WordPart.Parameter(var name, var operation, var quoted, var _) -> {
                boolean kept =
                        bare.contains(name) || (quoted && (shows || written.contains(name) || FOLDERS.contains(name)));
                boolean status = echo && name.equals("PIPESTATUS") && operation.matches("\\[[0-9]]");
                yield status || (operation.isEmpty() && (echo || kept || Variables.isNumber(name)));
            }
        };
    }
}
