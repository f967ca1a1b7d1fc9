package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.TurnEnd;
import dev.lungo.model.Block;
import dev.lungo.model.ReplyEvent;
import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.tool.PermissionPolicy.Decision;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lines that people read about an agent's events, text of the answer aside: no line for most events, one or a few
 * for the others. Hears every event of one agent in order, one at a time; what it remembers is written by nobody else.
 */
final class ActivityLines {
    /** Characters of a line: more is cut, a view cuts further to the width of its terminal. */
    private static final int LONGEST = 500;
    /** From so many bytes on it is worth saying that not all of them are shown. */
    private static final long MUCH = 100_000;
    /** Of a result, people need a glimpse. */
    private static final int LONGEST_RESULT = 160;

    /** Of the processes that a command left. */
    private static final int LEFT_NAMED = 3;

    /** What the running calls are called, by id. */
    private final Map<String, String> running = new HashMap<>();
    /** The tasks of running calls, by the call's id. */
    private final Map<String, Task> started = new HashMap<>();
    /** Calls that were refused and have no result yet. */
    private final Set<String> refused = new HashSet<>();
    /** The call whose line was the last one said; its result needs no name. */
    private String lastCall = "";

    List<Line> of(AgentEvent event) {
        return switch (event) {
            case AgentEvent.CallStarting starting -> started(starting);
            case AgentEvent.CallFinished finished -> finished(finished);
            case AgentEvent.PermissionDecided decided -> decided(decided);
            case AgentEvent.TaskEnded ended -> withLeft(said(ended(ended)), ended.task());
            case AgentEvent.TaskStarted(Task task, String callId) -> {
                started.put(callId, task);
                yield List.of();
            }
            case AgentEvent.Said said -> said(Line.of(Tint.WARN, "· " + cut(said.text())));
            case AgentEvent.Replying replying -> replying(replying.event());
            case AgentEvent.TurnEnded ended -> turnEnded(ended.end());
            case AgentEvent.Resumed resumed -> said(Line.of(Tint.DIM, "· " + cut(resumed.summary())));
            case AgentEvent.ConversationStarted _,
                    AgentEvent.PromptSubmitted _,
                    AgentEvent.TurnStarted _,
                    AgentEvent.FileChanging _,
                    AgentEvent.Rewound _,
                    AgentEvent.FilesTakenBack _,
                    AgentEvent.PromptsWithdrawn _,
                    AgentEvent.TaskAdopted _,
                    AgentEvent.CallRunning _,
                    AgentEvent.Appended _,
                    AgentEvent.Redrawn _,
                    AgentEvent.RequestStarting _,
                    AgentEvent.Replied _ -> List.of();
        };
    }

    /** Other lines were printed in between: the next result says whose it is. */
    void interrupted() {
        lastCall = "";
    }

    private List<Line> started(AgentEvent.CallStarting starting) {
        Block.ToolCall call = starting.call();
        String name = call.name() + "(" + cut(starting.summary()) + ")";
        running.put(call.id(), name);
        lastCall = call.id();
        return List.of(Line.of(Tint.ACCENT, "● ")
                .and(Tint.BOLD, call.name())
                .and(Tint.PLAIN, name.substring(call.name().length())));
    }

    private List<Line> decided(AgentEvent.PermissionDecided decided) {
        return switch (decided.decision()) {
            case Decision.Allowed _ -> List.of();
            case Decision.Denied(String reason, var _) -> {
                String whose = whose(decided.call());
                refused.add(decided.call().id());
                yield said(Line.of(Tint.DIM, "  ⎿ " + whose).and(Tint.WARN, cut(firstLine(reason))));
            }
        };
    }

    private List<Line> finished(AgentEvent.CallFinished finished) {
        Block.ToolCall call = finished.call();
        String whose = whose(call);
        running.remove(call.id());
        if (refused.remove(call.id())) {
            return List.of(); // the refusal was the result
        }
        String text = finished.result().text();
        long lines = text.strip().lines().count();
        String first = firstLine(text);
        String more = lines > 1 ? more(first, lines - 1) : "";
        Task task = started.remove(call.id());
        String cut = cutOutput(task, text.length());
        Tint tint = finished.result().isError() ? Tint.BAD : Tint.DIM;
        List<Line> result = said(Line.of(Tint.DIM, "  ⎿ " + whose)
                .and(tint, shortened(withoutColon(first), LONGEST_RESULT) + more)
                .and(Tint.DIM, took(finished.took()) + cut));
        return task == null ? result : withLeft(result, task);
    }

    /** A line that announces others tells what is done; that so many follow is then about what is shown, not about the file. */
    private static String more(String first, long lines) {
        String count = lines + (lines == 1 ? " line" : " lines");
        return first.endsWith(":") ? " (" + count + " not shown)" : " (+" + count + ")";
    }

    private static String withoutColon(String line) {
        return line.endsWith(":") ? line.substring(0, line.length() - 1) : line;
    }

    /** And what a command that ended left running: nothing else on the screen says that something is there. */
    private static List<Line> withLeft(List<Line> lines, Task task) {
        List<Leftover> left = task.state() instanceof TaskState.End ? Remaining.left(task) : List.of();
        if (left.isEmpty()) {
            return lines;
        }
        String named = left.stream()
                .limit(LEFT_NAMED)
                .map(process -> "pid " + process.pid() + " (" + shortened(process.command(), 60) + ")")
                .collect(Collectors.joining(", "));
        String more = left.size() > LEFT_NAMED ? " and " + (left.size() - LEFT_NAMED) + " more" : "";
        var all = new ArrayList<>(lines);
        all.add(Line.of(
                        Tint.WARN,
                        "    " + task.id() + " left running: " + named + more + "; lungo stop " + task.id()
                                + " stops that")
                .prose());
        return all;
    }

    /** How much was printed and where it is, where the result shows little of it. */
    private static String cutOutput(@Nullable Task task, int shown) {
        if (task == null) {
            return "";
        }
        try {
            long size = task.output().size();
            return size < 4L * shown || size < MUCH
                    ? ""
                    : String.format(Locale.ROOT, " of %,d bytes printed: lungo logs %s", size, task.id());
        } catch (UncheckedIOException gone) {
            return ""; // the result says so
        }
    }

    /** More was said about this call; its result needs no name. */
    void detailed(String callId) {
        lastCall = callId;
    }

    /** Names the call, unless its line is right above. */
    private String whose(Block.ToolCall call) {
        return call.id().equals(lastCall) ? "" : shortened(running.getOrDefault(call.id(), call.name()), 40) + ": ";
    }

    private static String took(Duration took) {
        return took.compareTo(Duration.ofSeconds(1)) < 0 ? "" : " (" + duration(took) + ")";
    }

    private static Line ended(AgentEvent.TaskEnded ended) {
        String id = ended.task().id() + " ";
        Line mark = switch (ended.end()) {
            case TaskState.Ended how ->
                switch (how.cause()) {
                    case Cause.ByItself _ ->
                        how.exit().success() ? Line.of(Tint.GOOD, "✔ " + id) : Line.of(Tint.BAD, "✘ " + id);
                    case Cause.Stopped _, Cause.DeadlinePassed _, Cause.Orphaned _ -> Line.of(Tint.WARN, "■ " + id);
                };
            case TaskState.Lost _ -> Line.of(Tint.BAD, "✘ " + id);
        };
        return mark.and(Tint.PLAIN, cut(ended.summary()));
    }

    private List<Line> replying(ReplyEvent event) {
        return switch (event) {
            case ReplyEvent.Waiting(Duration silence, Duration limit) ->
                said(Line.of(
                        Tint.WARN,
                        "· nothing from the model for " + duration(silence)
                                + "; it may still be reading the prompt, and has until " + duration(limit)));
            case ReplyEvent.Stalled(Duration silence) ->
                said(Line.of(Tint.WARN, "· nothing from the model for " + duration(silence)));
            case ReplyEvent.Retrying retrying ->
                said(Line.of(
                        Tint.WARN,
                        "· " + cut(firstLine(retrying.why())) + "; attempt " + retrying.attempt() + " of "
                                + retrying.limit() + " in " + duration(retrying.delay())));
            case ReplyEvent.FellBack(String what) ->
                said(Line.of(Tint.DIM, "· the server does not take " + cut(what) + "; going on without"));
            case ReplyEvent.Started _,
                    ReplyEvent.TextDelta _,
                    ReplyEvent.ThinkingDelta _,
                    ReplyEvent.CallStarted _,
                    ReplyEvent.BlockDone _,
                    ReplyEvent.Raw _ -> List.of();
        };
    }

    private List<Line> turnEnded(TurnEnd end) {
        running.clear();
        started.clear();
        refused.clear();
        return switch (end) {
            case TurnEnd.Completed _ -> List.of();
            case TurnEnd.Interrupted _ -> said(Line.of(Tint.WARN, "· interrupted"));
            case TurnEnd.Refused _ -> said(Line.of(Tint.BAD, "· the model refused to answer"));
            case TurnEnd.OutOfTurns(int limit) ->
                said(Line.of(
                        Tint.WARN,
                        "· stopped at the limit of " + limit + (limit == 1 ? " model call" : " model calls")));
            case TurnEnd.Failed(String message) ->
                message.lines()
                        .map(line -> Line.of(Tint.BAD, "· " + cut(line)).prose())
                        .toList();
        };
    }

    private List<Line> said(Line line) {
        lastCall = "";
        return List.of(line.prose());
    }

    /** {@code 0.4 s}, {@code 41 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(Duration length) {
        long seconds = length.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? length.toMinutes() + " min " + length.toSecondsPart() + " s"
                : length.toHours() + " h " + length.toMinutesPart() + " min";
    }

    private static String firstLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("(no output)")
                .strip();
    }

    private static String cut(String text) {
        return shortened(text, LONGEST);
    }

    private static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }
}
