package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;
import dev.lungo.model.ReplyEvent;
import dev.lungo.model.Usage;
import dev.lungo.permission.PermissionMode;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** What is going on, in one line, and what a turn came to. Guarded by the view that owns it. */
final class InteractiveStatus {
    /** In US dollars; 0 where nobody knows. */
    private final ToDoubleFunction<Usage> cost;

    private final LongSupplier nanoTime;

    private final Map<TaskId, Started> started = new LinkedHashMap<>();
    private final Set<String> openCalls = new HashSet<>();
    private boolean working;
    private long turnStart;
    /** Of this turn, what a person took to answer questions. */
    private long asked;

    private boolean asking;
    private long askedSince;
    private String doing = "";
    private String mode = "";
    private Usage usage = Usage.NONE;
    private int requests;

    private record Started(Task task, String callId) {}

    InteractiveStatus(ToDoubleFunction<Usage> cost, LongSupplier nanoTime) {
        this.cost = cost;
        this.nanoTime = nanoTime;
    }

    /** Takes note; answers the summary of a turn when it ends. */
    List<Line> on(AgentEvent event) {
        switch (event) {
            case AgentEvent.TurnStarted _ -> begin();
            case AgentEvent.RequestStarting _ -> doing = "waiting for the model";
            case AgentEvent.Replying(ReplyEvent part) -> replying(part);
            case AgentEvent.Replied replied -> {
                requests++;
                usage = usage.plus(replied.usage());
            }
            case AgentEvent.CallStarting starting -> {
                openCalls.add(starting.call().id());
                doing = "running " + starting.call().name();
            }
            case AgentEvent.CallFinished finished ->
                openCalls.remove(finished.call().id());
            case AgentEvent.TaskStarted(Task task, String callId) -> started.put(task.id(), new Started(task, callId));
            case AgentEvent.TaskAdopted(Task task) -> started.put(task.id(), new Started(task, ""));
            case AgentEvent.TaskEnded ended -> started.remove(ended.task().id());
            case AgentEvent.TurnEnded _ -> {
                working = false;
                openCalls.clear();
                return requests == 0 ? List.of() : List.of(summary());
            }
            case AgentEvent.Resumed resumed ->
                resumed.running()
                        .forEach(task -> started.put(
                                task.id(), new Started(task, task.command().origin())));
            case AgentEvent.ConversationStarted _,
                    AgentEvent.PromptSubmitted _,
                    AgentEvent.Appended _,
                    AgentEvent.Redrawn _,
                    AgentEvent.PermissionDecided _,
                    AgentEvent.FileChanging _,
                    AgentEvent.Rewound _,
                    AgentEvent.FilesTakenBack _,
                    AgentEvent.PromptsWithdrawn _,
                    AgentEvent.CallRunning _,
                    AgentEvent.Said _ -> {}
        }
        return List.of();
    }

    boolean working() {
        return working;
    }

    void mode(PermissionMode shown) {
        mode = " · mode " + shown.spelling();
    }

    /** Whether a question is open: a person's time to answer it is not the turn's. */
    void asking(boolean open) {
        long now = nanoTime.getAsLong();
        if (asking) {
            asked += now - askedSince;
        }
        asking = open;
        askedSince = now;
    }

    boolean asking() {
        return asking;
    }

    void interrupting() {
        doing = "interrupting";
    }

    Line line() {
        started.values().removeIf(one -> !(one.task().state() instanceof TaskState.Running));
        long background = started.values().stream()
                .filter(one -> !openCalls.contains(one.callId()))
                .count();
        String tasks = background == 0 ? "" : " · " + background + (background == 1 ? " task runs" : " tasks run");
        if (!working) {
            String idle = tasks + mode + (mode.isEmpty() ? "" : " (shift+tab)");
            return idle.isEmpty() ? Line.EMPTY : Line.of(Tint.DIM, idle.strip());
        }
        boolean foreground = background < started.size();
        return Line.of(Tint.ACCENT, "· " + doing)
                .and(
                        Tint.DIM,
                        " " + whole(elapsed()) + mode + " · esc interrupts"
                                + (foreground ? " · ctrl+b sends it to the background" : "") + tasks);
    }

    private void begin() {
        working = true;
        turnStart = nanoTime.getAsLong();
        asked = 0;
        doing = "starting";
        usage = Usage.NONE;
        requests = 0;
    }

    private void replying(ReplyEvent part) {
        doing = switch (part) {
            case ReplyEvent.ThinkingDelta _ -> "thinking";
            case ReplyEvent.TextDelta _ -> "answering";
            case ReplyEvent.CallStarted call -> "preparing " + call.name();
            case ReplyEvent.Waiting _ -> "waiting for the model";
            case ReplyEvent.Stalled _, ReplyEvent.Retrying _ -> "trying again";
            case ReplyEvent.Started _, ReplyEvent.BlockDone _, ReplyEvent.FellBack _, ReplyEvent.Raw _ -> doing;
        };
    }

    private Duration elapsed() {
        long now = nanoTime.getAsLong();
        return Duration.ofNanos(now - turnStart - asked - (asking ? now - askedSince : 0));
    }

    private static String whole(Duration length) {
        return length.toSeconds() < 60 ? length.toSeconds() + " s" : ActivityLines.duration(length);
    }

    private Line summary() {
        long in = usage.input() + usage.cacheRead() + usage.cacheWrite();
        double dollars = cost.applyAsDouble(usage);
        return Line.of(
                Tint.DIM,
                String.format(
                        Locale.ROOT,
                        "· %s, %d %s, %,d tokens in, %,d out%s",
                        ActivityLines.duration(elapsed()),
                        requests,
                        requests == 1 ? "request" : "requests",
                        in,
                        usage.output(),
                        dollars > 0 ? String.format(Locale.ROOT, ", $%.4f", dollars) : ""));
    }
}
