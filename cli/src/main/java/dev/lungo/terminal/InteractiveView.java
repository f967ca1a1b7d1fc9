package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.AgentListener;
import dev.lungo.model.Json;
import dev.lungo.model.Message;
import dev.lungo.model.ReplyEvent;
import dev.lungo.permission.PermissionMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws an agent's events on a screen. Its state is guarded by its monitor; the screen never makes it wait. */
final class InteractiveView implements AgentListener {
    /** Lines shown of each side of an edit. */
    private static final int SHOWN = 6;

    private final Screen screen;
    private final ActivityLines activity;
    private final InteractiveText text = new InteractiveText();
    private final InteractiveThoughts thoughts = new InteractiveThoughts();
    private final InteractiveStatus status;
    private boolean streamed;
    /** Calls at work whose change a person has seen: they were asked about it. */
    private final Set<String> seen = new HashSet<>();

    private boolean leaving;
    private @Nullable Thread ticker;

    InteractiveView(Screen screen, ActivityLines activity, InteractiveStatus status) {
        this.screen = screen;
        this.activity = activity;
        this.status = status;
    }

    @Override
    public synchronized void on(AgentEvent event) {
        var lines = new ArrayList<Line>();
        switch (event) {
            case AgentEvent.Replying(ReplyEvent part) -> replying(part, lines);
            case AgentEvent.Replied replied -> replied(replied.message(), lines);
            case AgentEvent.TurnStarted _ -> tick();
            case AgentEvent.RequestStarting _ -> {
                text.drop();
                streamed = false;
            }
            case AgentEvent.ConversationStarted _,
                    AgentEvent.Resumed _,
                    AgentEvent.PromptSubmitted _,
                    AgentEvent.Appended _,
                    AgentEvent.Redrawn _,
                    AgentEvent.CallStarting _,
                    AgentEvent.CallFinished _,
                    AgentEvent.PermissionDecided _,
                    AgentEvent.FileChanging _,
                    AgentEvent.Rewound _,
                    AgentEvent.FilesTakenBack _,
                    AgentEvent.PromptsWithdrawn _,
                    AgentEvent.TaskAdopted _,
                    AgentEvent.CallRunning _,
                    AgentEvent.TaskStarted _,
                    AgentEvent.TaskEnded _,
                    AgentEvent.Said _,
                    AgentEvent.TurnEnded _ -> {}
        }
        List<Line> said = leaving && event instanceof AgentEvent.TaskEnded ? List.of() : activity.of(event);
        if (!said.isEmpty()) {
            lines.addAll(unfinished());
            lines.addAll(said);
        }
        if (event instanceof AgentEvent.CallFinished finished
                && !seen.remove(finished.call().id())) {
            lines.addAll(change(finished));
        }
        lines.addAll(status.on(event));
        if (event instanceof AgentEvent.TurnEnded) {
            lines.addAll(0, unfinished());
            stopTicking();
        }
        if (!lines.isEmpty()) {
            screen.print(lines);
        }
        refresh();
    }

    /** The person leaves: what becomes of the tasks is said by those who stop them. */
    synchronized void leaving() {
        leaving = true;
    }

    /** The mode is worth showing from now on; where a question hides the line that has it, on a line of its own. */
    synchronized void mode(PermissionMode mode) {
        status.mode(mode);
        if (status.asking()) {
            print(List.of(Line.of(Tint.DIM, "  mode " + mode.spelling())));
        }
        refresh();
    }

    /** A question is open, or none any more. */
    synchronized void asking(boolean open) {
        status.asking(open);
        refresh();
    }

    /** Whether a turn is at work. */
    synchronized boolean working() {
        return status.working();
    }

    /** The turn at work was told to end. */
    synchronized void interrupting() {
        status.interrupting();
        refresh();
    }

    /** Somebody else prints something. */
    synchronized void print(List<Line> lines) {
        activity.interrupted();
        screen.print(lines);
    }

    /** What an edit has changed, in a few lines. */
    private static List<Line> change(AgentEvent.CallFinished finished) {
        return finished.result().isError()
                ? List.of()
                : Json.object(finished.call().input())
                        .filter(fields -> fields.has("old_text"))
                        .map(fields -> AskDetails.change(fields, SHOWN))
                        .orElse(List.of());
    }

    /** What exactly a call would do, for a person who is asked about it. */
    synchronized void detail(String callId, List<Line> lines) {
        screen.print(lines);
        activity.detailed(callId);
        seen.add(callId);
    }

    /** The person typed this. */
    synchronized void echo(List<Line> lines) {
        activity.interrupted();
        screen.echo(lines);
    }

    private void replying(ReplyEvent part, List<Line> lines) {
        switch (part) {
            case ReplyEvent.TextDelta(String delta) -> {
                lines.addAll(thoughts.end());
                lines.addAll(text.add(delta));
                streamed = true;
                if (!lines.isEmpty()) {
                    activity.interrupted();
                }
            }
            case ReplyEvent.ThinkingDelta(String delta) -> thoughts.add(delta);
            case ReplyEvent.BlockDone _, ReplyEvent.CallStarted _ -> lines.addAll(unfinished());
            case ReplyEvent.Retrying _ -> {
                text.drop();
                lines.addAll(thoughts.end());
                if (streamed) {
                    lines.add(Line.of(Tint.WARN, "· this answer broke off; it is asked for again"));
                }
                streamed = false;
            }
            case ReplyEvent.Started _,
                    ReplyEvent.Waiting _,
                    ReplyEvent.Stalled _,
                    ReplyEvent.FellBack _,
                    ReplyEvent.Raw _ -> {}
        }
    }

    private void replied(Message.Assistant message, List<Line> lines) {
        if (!streamed) {
            lines.addAll(text.add(message.text()));
        }
        lines.addAll(unfinished());
    }

    private List<Line> unfinished() {
        var lines = new ArrayList<Line>(thoughts.end());
        lines.addAll(text.end());
        return lines;
    }

    private synchronized void refresh() {
        screen.show(new Screen.Live(text.partial(), status.line(), status.working()));
    }

    /** While a turn is at work, its clock goes on. */
    private void tick() {
        stopTicking();
        ticker = Thread.ofVirtual().name("clock").start(() -> {
            try {
                while (true) {
                    Thread.sleep(Duration.ofSeconds(1));
                    refresh();
                }
            } catch (InterruptedException over) {
                return; // the turn is over
            }
        });
    }

    private void stopTicking() {
        if (ticker != null) {
            ticker.interrupt();
            ticker = null;
        }
    }
}
