package dev.lungo.tool;

import dev.lungo.shell.Invocation;
import dev.lungo.shell.Pipeline;
import dev.lungo.shell.ShellCommand;
import dev.lungo.shell.ShellParser;
import dev.lungo.tasks.Exit;
import java.util.Optional;
import java.util.Set;

/** What an exit means, in words. */
final class ExitTexts {
    private static final Set<String> SEARCHES = Set.of("grep", "egrep", "fgrep", "zgrep", "rgrep", "rg", "ag", "ack");
    private static final Set<String> COMPARISONS = Set.of("diff", "cmp", "colordiff", "diff3", "zdiff");
    private static final Set<String> CONDITIONS = Set.of("test", "[", "expr");
    private static final Set<String> LOOKUPS =
            Set.of("pgrep", "pidof", "which", "type", "command", "whereis", "getent");

    /** A word about such an exit. */
    static final String SHELLS = "the command ended with &: exit 0 is the shell's";

    private static final int KILL = 9;
    private static final int TERM = 15;

    private ExitTexts() {}

    /** {@code exit 2}, {@code killed by SIGKILL}, {@code exit 137 (or killed by SIGKILL)}. */
    static String how(Exit exit) {
        return switch (exit) {
            case Exit.Code(int code) -> "exit " + code;
            case Exit.Signal(int number) -> "killed by " + signal(number);
            case Exit.CodeOrSignal(int status) -> "exit " + status + " (or killed by " + signal(status - 128) + ")";
        };
    }

    /** Whether exit 0 of a line says nothing of its last program, because the shell did not wait for it. */
    static boolean isShells(String line) {
        String end = line.stripTrailing();
        return end.endsWith("&") && !end.endsWith("&&") && !end.endsWith("\\&");
    }

    /** What a command that was stopped had to say for itself: {@code , exit 0}; nothing where the signal of the stop ended it. */
    static String afterStop(Exit exit) {
        return switch (exit) {
            case Exit.Code(int code) -> isOfStop(code - 128) ? "" : ", " + how(exit);
            case Exit.Signal(int number) -> isOfStop(number) ? "" : ", " + how(exit);
            case Exit.CodeOrSignal(int status) -> isOfStop(status - 128) ? "" : ", " + how(exit);
        };
    }

    private static boolean isOfStop(int signal) {
        return signal == TERM || signal == KILL;
    }

    /**
     * Of the programs that answer "no" with exit 1, what this no means; empty where exit 1 is a failure. The last
     * program of the line decides, since its exit code becomes the line's.
     */
    static Optional<String> answer(String line, Exit exit) {
        if (!(exit instanceof Exit.Code(int code)) || code != 1) {
            return Optional.empty();
        }
        Optional<Pipeline> last = ShellParser.outline(line)
                .filter(script -> !script.statements().isEmpty())
                .map(script -> script.statements().getLast().steps().getLast().pipeline());
        Optional<String> meaning =
                last.flatMap(pipeline -> meaning(pipeline.commands().getLast()));
        return meaning.isPresent() && last.get().negated() ? Optional.of("the command after ! succeeded") : meaning;
    }

    private static Optional<String> meaning(ShellCommand command) {
        return switch (command) {
            case ShellCommand.Simple(var assignments, var words, var redirections) ->
                meaning(SimpleCommand.of(new Invocation(assignments, words, redirections, Set.of(), false)));
            case ShellCommand.Redirected(var inner, var _) -> meaning(inner);
            case ShellCommand.Test _, ShellCommand.Evaluation _ -> Optional.of("the condition is false");
            case ShellCommand.Subshell _,
                    ShellCommand.Group _,
                    ShellCommand.If _,
                    ShellCommand.While _,
                    ShellCommand.For _,
                    ShellCommand.ForArithmetic _,
                    ShellCommand.Case _,
                    ShellCommand.Function _ -> Optional.empty();
        };
    }

    private static Optional<String> meaning(SimpleCommand command) {
        String program = command.program();
        if (program.equals("git") && command.bare().size() > 1) {
            return switch (command.bare().get(1)) {
                case "grep" -> Optional.of("nothing matched");
                case "diff" -> Optional.of("there are differences");
                default -> Optional.empty();
            };
        }
        if (SEARCHES.contains(program)) {
            return Optional.of("nothing matched");
        }
        if (COMPARISONS.contains(program)) {
            return Optional.of("they differ");
        }
        if (CONDITIONS.contains(program)) {
            return Optional.of("the condition is false");
        }
        return LOOKUPS.contains(program) ? Optional.of("nothing was found") : Optional.empty();
    }

    private static String signal(int number) {
        return switch (number) {
            case 1 -> "SIGHUP";
            case 2 -> "SIGINT";
            case 3 -> "SIGQUIT";
            case 4 -> "SIGILL";
            case 6 -> "SIGABRT";
            case 8 -> "SIGFPE";
            case 9 -> "SIGKILL";
            case 11 -> "SIGSEGV";
            case 13 -> "SIGPIPE";
            case 14 -> "SIGALRM";
            case 15 -> "SIGTERM";
            case 24 -> "SIGXCPU";
            case 25 -> "SIGXFSZ";
            default -> "signal " + number;
        };
    }
}
