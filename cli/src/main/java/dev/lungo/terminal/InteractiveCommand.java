package dev.lungo.terminal;

import dev.lungo.tool.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a person can tell Lungo itself, rather than the model. */
enum InteractiveCommand {
    HELP("/help", "", "this list"),
    TASKS("/tasks", "", "the tasks of this session: state, age, command"),
    LOGS("/logs", " ID [N]", "the last N lines of a task's output"),
    STOP("/stop", " ID", "stops a task and everything it started"),
    REWIND("/rewind", " [N]", "back to before an earlier prompt: the conversation, files, or both"),
    ADOPT("/adopt", " ID", "looks after another session's task from now on"),
    MODE("/mode", " [NAME]", "how freely Lungo acts: shows or changes it; shift+tab goes on to the next"),
    EXIT("/exit", "", "leave; also /quit, exit, q and Ctrl+D"),
    QUIT("/quit", "", "");

    private final String word;
    private final String argument;
    private final String meaning;

    InteractiveCommand(String word, String argument, String meaning) {
        this.word = word;
        this.argument = argument;
        this.meaning = meaning;
    }

    static Optional<InteractiveCommand> named(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word.equals(word))
                .findFirst();
    }

    /** The commands that begin so. */
    static List<String> matching(String beginning) {
        return beginning.startsWith("/")
                ? Arrays.stream(values())
                        .map(command -> command.word)
                        .filter(word -> word.startsWith(beginning))
                        .toList()
                : List.of();
    }

    /** The command that this may be a slip of. */
    static Optional<String> meant(String word) {
        return Nearest.to(word, matching("/"));
    }

    static List<Line> help() {
        return Arrays.stream(values())
                .filter(command -> !command.meaning.isEmpty())
                .map(command -> Line.of(Tint.BOLD, String.format("  %-12s", command.word + command.argument))
                        .and(Tint.PLAIN, " " + command.meaning))
                .toList();
    }
}
