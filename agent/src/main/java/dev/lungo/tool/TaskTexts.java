package dev.lungo.tool;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Strength;
import dev.lungo.tasks.Exit;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How tasks are spoken of to the model, in tool results and notices alike. Everything is bounded, and nothing that a
 * task printed can pose as Lungo's own words. Stateless.
 */
public final class TaskTexts {
    private static final int LONGEST_COMMAND = 200;
    private static final int LONGEST_DESCRIPTION = 80;
    private static final int LEFTOVERS_NAMED = 10;
    /** A success that took this long says so. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private TaskTexts() {}

    /** How a task ended, on one line: {@code completed, exit 0, after 41.3 s: mvn -q verify}. */
    public static String end(Task task, TaskState.End end) {
        return status(task, end) + ": " + command(task);
    }

    /** The same without the command. */
    static String status(Task task, TaskState.End end) {
        return switch (end) {
            case TaskState.Lost(String why, var _) ->
                "lost: " + Neutral.notice(Facts.oneLine(why, 200)) + "; how it ended is not known";
            case TaskState.Ended ended -> how(task, ended) + ", after " + Facts.duration(ended.ran());
        };
    }

    /** As in a list: {@code stopped by you}, without why it was lost and how long it took. */
    static String brief(Task task, TaskState.End end) {
        return switch (end) {
            case TaskState.Lost _ -> "lost";
            case TaskState.Ended ended -> how(task, ended);
        };
    }

    /** The task's id, with what it is for where that was said: {@code b7 (Runs the tests)}. */
    static String name(Task task) {
        String purpose = Neutral.notice(Facts.oneLine(task.command().description(), LONGEST_DESCRIPTION));
        return purpose.isEmpty() ? task.id().value() : task.id() + " (" + purpose + ")";
    }

    private static String how(Task task, TaskState.Ended ended) {
        String exit = ExitTexts.how(ended.exit());
        String own = ExitTexts.afterStop(ended.exit());
        return switch (ended.cause()) {
            case Cause.ByItself() -> {
                if (ended.exit().success()) {
                    yield "completed, " + exit
                            + (ExitTexts.isShells(task.command().line()) ? " (" + ExitTexts.SHELLS + ")" : "");
                }
                yield ExitTexts.answer(task.command().line(), ended.exit())
                        .map(answer -> "completed, " + exit + " (" + answer + ")")
                        .orElse(failed(ended.exit()) + exit);
            }
            case Cause.Stopped(Cause.Requester by) -> "stopped " + name(by) + own;
            case Cause.DeadlinePassed(var deadline) -> "stopped at its deadline of " + Facts.limit(deadline) + own;
            case Cause.Orphaned() -> "stopped because Lungo was gone and nobody resumed its session in time" + own;
        };
    }

    private static String failed(Exit exit) {
        return switch (exit) {
            case Exit.Code _, Exit.CodeOrSignal _ -> "failed, ";
            case Exit.Signal _ -> "";
        };
    }

    private static String name(Cause.Requester by) {
        return switch (by) {
            case USER -> "by the user";
            case MODEL -> "by you";
            case OWNER -> "because Lungo was ended";
        };
    }

    /** The task's command on one line, shortened. */
    public static String command(Task task) {
        return Neutral.notice(Facts.oneLine(task.command().line(), LONGEST_COMMAND));
    }

    /**
     * The last of what a task printed: cleaned of escapes, neutral, each line indented by two spaces, no line break at
     * the end. When something is missing, the first line says so and where all of it is. Empty when it printed nothing.
     *
     * @param max characters of output at most
     */
    public static String tail(Task task, int max) {
        OutputView.Tail tail = OutputView.tail(task.output(), max);
        String text = tail.text().stripTrailing();
        String lines = text.lines().map(line -> "  " + Neutral.notice(line)).collect(Collectors.joining("\n"));
        String loss = OutputView.loss(task.output());
        String missing = loss.isEmpty() ? "" : "  " + loss + "\n";
        if (tail.whole()) {
            return missing.isEmpty() ? lines : missing + lines;
        }
        long freed = OutputView.freed(task.output());
        return missing + "  (last " + Facts.number(text.getBytes(StandardCharsets.UTF_8).length) + " of "
                + Facts.bytes(OutputView.size(task.output()))
                + (freed == 0 ? "; whole output: " : ", " + Facts.bytes(freed) + " in the middle freed; output: ")
                + task.output().path() + ")\n" + lines;
    }

    /**
     * Where everything is that a task printed: {@code whole output: /…/output.log, 48,112 bytes}; {@code no output} when it
     * printed nothing.
     */
    public static String whereabouts(Task task) {
        long size = OutputView.size(task.output());
        if (size == 0) {
            return "no output";
        }
        long freed = OutputView.freed(task.output());
        return (freed == 0 ? "whole output: " : "output: ") + task.output().path() + ", " + Facts.bytes(size)
                + (freed == 0 ? "" : ", " + Facts.bytes(freed) + " of them in the middle freed");
    }

    /** {@code 35 bytes printed}, {@code no output}. */
    static String printed(Task task) {
        long size = OutputView.size(task.output());
        return size == 0 ? "no output" : Facts.bytes(size) + " printed";
    }

    /** The exit of a success that took long: {@code [exit 0, after 13.0 s]}; empty for others. */
    static String took(TaskState.End end) {
        return end instanceof TaskState.Ended ended
                        && ended.exit().success()
                        && ended.ran().compareTo(LONG) >= 0
                ? "[" + ExitTexts.how(ended.exit()) + ", after " + Facts.duration(ended.ran()) + "]"
                : "";
    }

    /** What a task left running at its end and how to stop it; empty when it left nothing. */
    public static String leftovers(Task task) {
        String left = left(task);
        return left.isEmpty() ? "" : "it left running: " + left;
    }

    /** The processes that a task left running, and how to stop them; empty when there are none. */
    static String left(Task task) {
        var left = task.leftovers();
        if (left.isEmpty()) {
            return "";
        }
        return left.stream()
                        .limit(LEFTOVERS_NAMED)
                        .map(process -> "pid " + process.pid() + " ("
                                + Neutral.notice(Facts.oneLine(process.command(), 80)) + ")")
                        .collect(Collectors.joining(", "))
                + (left.size() > LEFTOVERS_NAMED ? " and " + (left.size() - LEFTOVERS_NAMED) + " more" : "")
                + "; stop_background " + task.id() + " stops that";
    }

    /**
     * That a task runs with less of a sandbox than commands have now: it was started so, by the same session with other settings or by
     * another one. Empty where that is not so.
     *
     * @param now what confines commands that start now
     */
    public static String lessConfined(Task task, Optional<Strength> now) {
        Optional<Strength> own = task.command().confinement().map(Confinement::strength);
        if (now.isEmpty() || own.equals(now) || own.equals(Optional.of(Strength.STRONG))) {
            return "";
        }
        return own.isEmpty() ? "outside of the sandbox, as it was started" : "in the light sandbox, as it was started";
    }

    /** What the sandbox of an ended task may have to do with how it ended; empty when nothing looks like it. */
    public static String sandbox(Task task, TaskState.End end) {
        return Stream.of(SandboxSigns.suspicion(task, end).orElse(""), SandboxSigns.changes(task, false))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Text from anywhere, on one line, made unable to close, open or pose as a block or a line of notices. */
    public static String neutral(String text) {
        return Neutral.notice(text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " "));
    }

    /** Text from anywhere, line by line as it is, made unable to close or open a block of Lungo's own words. */
    public static String tagless(String text) {
        return Neutral.tags(text);
    }
}
