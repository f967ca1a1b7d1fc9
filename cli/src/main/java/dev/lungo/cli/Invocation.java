package dev.lungo.cli;

import dev.lungo.tasks.TaskId;
import dev.lungo.tool.Nearest;
import java.util.List;
import java.util.Optional;

/** What the program was asked to do. */
sealed interface Invocation {
    record ShowHelp() implements Invocation {}

    record ShowVersion() implements Invocation {}

    /**
     * The offline demonstration.
     *
     * @param fast without the pauses that let people read along
     */
    record Demo(boolean fast) implements Invocation {}

    record ListSessions(boolean json) implements Invocation {}

    /**
     * Lists tasks.
     *
     * @param all those of every folder
     */
    record ListTasks(boolean json, boolean all) implements Invocation {}

    /** Shows what a task wrote. */
    record ShowLog(TaskId id, LogWish wish) implements Invocation {}

    record StopTasks(List<TaskId> ids) implements Invocation {}

    record Rewind(RewindCommand command) implements Invocation {}

    /** Shows or changes settings. */
    record Config(ConfigCommand command) implements Invocation {}

    /** Looks at the machine. */
    record Doctor(boolean json, Optional<String> settings) implements Invocation {}

    /** Talks to the model. */
    record Talk(TalkOptions options) implements Invocation {}

    /**
     * Reads a command line.
     *
     * @throws UsageException where it cannot be served
     */
    static Invocation of(CommandLine line) {
        if (line.has(Flag.HELP)) {
            return new ShowHelp();
        }
        if (line.has(Flag.VERSION)) {
            return new ShowVersion();
        }
        boolean talk = line.words().isEmpty()
                || line.literal()
                || line.has(Flag.PRINT)
                || line.has(Flag.CONTINUE)
                || line.has(Flag.RESUME);
        return talk ? new Talk(TalkOptions.of(line)) : ofWords(line);
    }

    private static Invocation ofWords(CommandLine line) {
        String first = line.words().getFirst();
        var command = CommandName.of(first);
        if (command.isEmpty()) {
            Optional<String> nearest = Nearest.to(first, CommandName.spellings());
            boolean talks = line.hasOneOf(Flag.OF_TALK) && nearest.isEmpty();
            if (!talks && line.words().size() == 1 && first.indexOf(' ') < 0 && first.indexOf('\n') < 0) {
                throw new UsageException("unknown command '" + first + "'"
                        + nearest.map(name -> ": did you mean '" + name + "'?").orElse("")
                        + " (as a prompt: lungo -- " + first + ")");
            }
            slip(line);
            return new Talk(TalkOptions.of(line));
        }
        return switch (command.get()) {
            case DEMO -> new Demo(noMore(line, 1).has(Flag.FAST));
            case SESSIONS -> new ListSessions(noMore(line, 1).has(Flag.JSON));
            case TASKS -> new ListTasks(noMore(line, 1).has(Flag.JSON), line.has(Flag.ALL));
            case LOGS -> new ShowLog(task(line), LogWish.of(line));
            case STOP -> new StopTasks(tasks(line));
            case REWIND -> new Rewind(RewindCommand.of(noMore(line, 2)));
            case CONFIG -> new Config(ConfigCommand.of(line));
            case DOCTOR -> new Doctor(noMore(line, 1).has(Flag.JSON), line.value(Flag.SETTINGS));
        };
    }

    /** A command's name with a letter or two wrong, and one word behind it that commands take, is hardly a prompt. */
    private static void slip(CommandLine line) {
        List<String> words = line.words();
        if (words.size() == 2 && words.get(1).matches("[a-z][0-9]{1,3}|[0-9]+")) {
            Nearest.to(words.getFirst(), CommandName.spellings()).ifPresent(name -> {
                throw new UsageException("did you mean 'lungo " + name + " " + words.get(1)
                        + "'? (as a prompt: lungo -- " + String.join(" ", words) + ")");
            });
        }
    }

    private static CommandLine noMore(CommandLine line, int words) {
        if (line.words().size() > words) {
            throw new UsageException("'" + line.words().getFirst() + "' does not take '"
                    + line.words().get(words) + "'");
        }
        return line;
    }

    private static TaskId task(CommandLine line) {
        return tasks(noMore(line, 2)).getFirst();
    }

    private static List<TaskId> tasks(CommandLine line) {
        String command = line.words().getFirst();
        if (line.words().size() < 2) {
            throw new UsageException(
                    "'" + command + "' needs the id of a task: lungo " + command + " ID (lungo tasks lists them)");
        }
        return line.words().stream().skip(1).distinct().map(Invocation::task).toList();
    }

    private static TaskId task(String id) {
        try {
            return new TaskId(id);
        } catch (IllegalArgumentException notAnId) {
            throw new UsageException(String.valueOf(notAnId.getMessage()));
        }
    }
}
