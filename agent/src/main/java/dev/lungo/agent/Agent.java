package dev.lungo.agent;

import dev.lungo.model.Model;
import dev.lungo.model.Prompt.Effort;
import dev.lungo.model.Usage;
import dev.lungo.tasks.Confinement.Strength;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.tool.PermissionPolicy;
import dev.lungo.tool.Toolbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * A conversation with a model that has tools and background tasks.
 *
 * <p>The thread that calls {@link #run()} or {@link #runToEnd} owns the conversation; every other method may be called
 * from any thread.
 */
public final class Agent {
    private final Parts parts;
    private final Events events;
    private final Requests requests;
    private final Turns turns;
    private final Resumption resumption;

    public Agent(Parts parts) {
        this(parts, Past.NONE);
    }

    /** An agent that goes on where another, which is gone, has ended. */
    public Agent(Parts parts, Past past) {
        this.parts = parts;
        this.events = new Events(parts.listener());
        this.requests = new Requests(parts, events);
        var conversation = new Conversation(parts, events, past);
        this.turns =
                new Turns(parts, events, requests, conversation, !past.untold().isEmpty());
        this.resumption = new Resumption(parts, past, conversation, events);
        turns.calls().shownBefore(past.told());
        parts.inbox().forget(past.told());
        parts.inbox().witness(turns.calls()::ended);
        parts.inbox().scribe(prompt -> events.emit(new AgentEvent.PromptSubmitted(prompt)), past.lastPrompt());
    }

    /** A word for the model, with the next message; before the agent runs. */
    public void remark(String text) {
        turns.conversation().draft().remark(text);
    }

    /** Makes an agent with a past go on with what is open in it, if anything is; before it runs. */
    public void insist() {
        resumption.insist();
    }

    /**
     * Adopts the session's tasks and answers what was open, where that was not done yet; for an agent that may have to wait
     * for its first prompt, on the thread that runs it.
     */
    public void takeUp() throws InterruptedException {
        resumption.takeUp();
    }

    /**
     * Writes down that the person made another session's task this session's own; the model hears of it with the next message.
     *
     * @throws RecordException when it cannot be written down
     */
    public void adopted(Task task) {
        events.emit(new AgentEvent.TaskAdopted(task));
        parts.inbox().remark(NoticeText.given(task, parts.terms().sandbox(), Instant.now()));
    }

    /** Ends the turn at work, if there is one: at once, with a valid history. */
    public void interrupt() {
        turns.interrupt();
    }

    /**
     * Takes the prompts back that wait for their turn, so that ending the one at work does not begin the next.
     *
     * @param taken hears them, oldest first, as soon as none of them can be sent any more
     * @throws RecordException when it cannot be written down; whoever resumes the session sends them then
     */
    public void withdraw(Consumer<List<UserPrompt>> taken) {
        List<UserPrompt> waiting = parts.inbox().withdraw();
        if (!waiting.isEmpty()) {
            taken.accept(waiting);
            events.emit(new AgentEvent.PromptsWithdrawn(waiting));
        }
    }

    /**
     * Has the thread that owns the conversation do something while no turn is at work, and waits until that is done. Not
     * for that thread itself.
     *
     * @throws CancellationException when the agent leaves before
     */
    public void between(Consumer<Between> work) throws InterruptedException {
        parts.inbox().errand(() -> work.accept(turns));
    }

    /** Serves the inbox until {@link #leave()}: turns for what the user types and for notices. */
    public void run() throws InterruptedException {
        if (resumption.goesOn()) {
            turns.resumed();
        }
        while (true) {
            switch (parts.inbox().await(turns.mayWake())) {
                case Arrival.Prompt(UserPrompt prompt) -> turns.prompted(prompt);
                case Arrival.Wake _ -> turns.woken();
                case Arrival.Errand(Runnable work) -> work.run();
                case Arrival.Closed _ -> {
                    return;
                }
                case Arrival.Quiet _, Arrival.TimedOut _ -> {}
            }
        }
    }

    /** Makes {@link #run()} and {@link #runToEnd} return; a turn at work is interrupted first. */
    public void leave() {
        parts.inbox().close();
        turns.leave();
    }

    /**
     * Makes {@link #run()} and {@link #runToEnd} return as if the agent had crashed: calls at work are not interrupted, so
     * that their commands run on, nothing more is said or written down, and whoever resumes the session goes on from there.
     */
    public void abandon() {
        turns.abandon();
        leave();
    }

    /**
     * Answers one prompt that was submitted, and runs on until no task runs and everything was told, or until the next
     * prompt is there, which is left for the next call; for headless use.
     *
     * @param backgroundWait at most so long for running tasks once the model has ended its turn; then the model has one
     *     last turn to say what still runs
     */
    public TurnEnd runToEnd(Duration backgroundWait) throws InterruptedException {
        TurnEnd end = new TurnEnd.Completed("");
        boolean answered = false;
        if (resumption.goesOn()) {
            end = turns.resumed();
            if (!(end instanceof TurnEnd.Completed)) {
                return end;
            }
        }
        while (true) {
            switch (awaitWork(backgroundWait)) {
                case Arrival.Prompt(UserPrompt prompt) -> {
                    if (answered) {
                        parts.inbox().leaveForLater(prompt);
                        return end;
                    }
                    answered = true;
                    end = turns.prompted(prompt);
                }
                case Arrival.Wake _ -> end = turns.woken();
                case Arrival.Errand(Runnable work) -> work.run();
                case Arrival.Closed _ -> {
                    return new TurnEnd.Interrupted();
                }
                case Arrival.TimedOut _ -> {
                    return lastWord();
                }
                case Arrival.Quiet _ -> {
                    return end;
                }
            }
            if (!(end instanceof TurnEnd.Completed) || turns.isPastLimit()) {
                return end;
            }
        }
    }

    /** Summed over all requests so far. */
    public Usage usage() {
        return requests.usage();
    }

    /** The next thing to do; {@code Quiet} when there is nothing and nothing can come. */
    private Arrival awaitWork(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + Math.min(limit.toNanos(), Long.MAX_VALUE / 4);
        while (true) {
            List<TaskId> waiting = parts.inbox().waiting();
            boolean open = anyOpen(waiting);
            // Past the limit on turns of its own the agent waits for all that is open and tells it in one last turn.
            boolean wakeable = !turns.isHeld() && (turns.isBelowLimit() || !open);
            Duration left = open ? Duration.ofNanos(deadline - System.nanoTime()) : Duration.ZERO;
            Arrival arrival = parts.inbox().await(wakeable, waiting.size(), left);
            if (arrival instanceof Arrival.TimedOut && !open) {
                return new Arrival.Quiet();
            }
            if (!(arrival instanceof Arrival.Quiet)) {
                return arrival;
            }
        }
    }

    /** Whether there is a task whose end nobody was told: it runs, or its notice is on its way to the inbox. */
    private boolean anyOpen(List<TaskId> waiting) {
        return parts.tasks().list().stream()
                .filter(task -> !outlives(task))
                .anyMatch(task -> !turns.conversation().hasTold(task.id()) && !waiting.contains(task.id()));
    }

    /** Whether it runs on when the agent is gone, so that nobody has to wait for it. */
    private static boolean outlives(Task task) {
        return task.lifetime() == Lifetime.PERSISTENT && task.state() instanceof TaskState.Running;
    }

    private TurnEnd lastWord() throws InterruptedException {
        List<Task> running = parts.tasks().list().stream()
                .filter(task -> task.state() instanceof TaskState.Running && !outlives(task))
                .toList();
        String text = NoticeText.timeIsUp(running, parts.tasks().list());
        events.emit(new AgentEvent.Said(text));
        turns.conversation().draft().remark(text);
        return turns.turn(AgentEvent.Origin.OWNER);
    }

    /** What an agent is made of. */
    public record Parts(
            Inbox inbox,
            Model model,
            Toolbox tools,
            Tasks tasks,
            PermissionPolicy policy,
            String system,
            Path workingFolder,
            AgentListener listener,
            Terms terms) {}

    /**
     * The limits of an agent.
     *
     * @param maxTurns model calls per prompt at most
     * @param selfStarted turns that notices may start in a row with no human between
     * @param maxOutputTokens of one answer; 0 lets Lungo decide
     * @param sandbox what confines its commands, if anything does
     */
    public record Terms(int maxTurns, int selfStarted, int maxOutputTokens, Effort effort, Optional<Strength> sandbox) {
        public static final Terms DEFAULT = new Terms(Integer.MAX_VALUE, 50, 0, Effort.DEFAULT, Optional.empty());
    }
}
