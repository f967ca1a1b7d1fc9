package dev.lungo.agent;

import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tool.TaskTexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;

/**
 * The turns of an agent, one after the other, and what is done between two of them. Owned by the conversation's thread; others
 * may only end the turn at work.
 */
final class Turns implements Between {
    /** Wakes that follow each other this fast are a burst: the first starts a turn at once, the rest are gathered. */
    private static final Duration BURST = Duration.ofSeconds(1);

    private static final Duration SETTLE = Duration.ofMillis(50);

    /** So long the first wake waits for other tasks that may end with it; a lone end waits for nobody. */
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private final Agent.Parts parts;
    private final Events events;
    private final Calls calls;
    private final Requests requests;
    private final Interruptible atWork = new Interruptible();
    // Written by whoever makes the agent leave.
    private volatile boolean leaving;
    // Written by whoever abandons the agent.
    private volatile boolean abandoned;
    // The rest is written by the conversation's thread.
    private Conversation conversation;
    private int selfStarted;
    // After an interrupt, and where something was taken back, the agent rests until a person speaks: an end must not go
    // on
    // with what was interrupted, nor wake anybody with what was told before.
    private boolean held;
    private long lastWake;

    /** @param held whether no notice may start a turn before a person has spoken */
    Turns(Agent.Parts parts, Events events, Requests requests, Conversation conversation, boolean held) {
        this.parts = parts;
        this.events = events;
        this.requests = requests;
        this.conversation = conversation;
        this.held = held;
        this.calls = new Calls(parts, events, () -> abandoned);
    }

    Conversation conversation() {
        return conversation;
    }

    Calls calls() {
        return calls;
    }

    /** Whether a notice may start a turn now. */
    boolean mayWake() {
        return !held && isBelowLimit();
    }

    boolean isHeld() {
        return held;
    }

    /** Whether notices have not started as many turns in a row yet as they may. */
    boolean isBelowLimit() {
        return selfStarted < parts.terms().selfStarted();
    }

    boolean isPastLimit() {
        return selfStarted > parts.terms().selfStarted();
    }

    /** Ends the turn at work; from any thread, as the next two. */
    void interrupt() {
        atWork.interrupt();
    }

    /** Ends the turn at work, and each that begins later. */
    void leave() {
        leaving = true;
        atWork.interrupt();
    }

    /** From now on a turn that is interrupted ends as if the agent had crashed in it. */
    void abandon() {
        abandoned = true;
    }

    TurnEnd prompted(UserPrompt prompt) throws InterruptedException {
        selfStarted = 0;
        held = false;
        conversation.draft().prompt(prompt);
        return turn(AgentEvent.Origin.USER);
    }

    TurnEnd woken() throws InterruptedException {
        long now = System.nanoTime();
        if (selfStarted > 0 && now - lastWake < BURST.toNanos()) {
            parts.inbox().settle(SETTLE, BURST.dividedBy(2));
        } else {
            parts.inbox().gather(TOGETHER, this::moreMayEnd);
        }
        lastWake = now;
        selfStarted++;
        if (selfStarted == parts.terms().selfStarted()) {
            events.emit(new AgentEvent.Said("This is turn " + selfStarted + " in a row that no human began: from now on"
                    + " notices do not start a turn each."));
        }
        return turn(AgentEvent.Origin.NOTICE);
    }

    /** Goes on where another agent was gone in the middle of a turn. */
    TurnEnd resumed() throws InterruptedException {
        held = false;
        return turn(AgentEvent.Origin.RESUMED);
    }

    /** Whether another task runs, or has ended and its notice is on its way. */
    private boolean moreMayEnd(Collection<TaskId> waiting) {
        return parts.tasks().list().stream()
                .filter(task -> task.lifetime() == Lifetime.SESSION || task.state() instanceof TaskState.End)
                .anyMatch(task -> !conversation.hasTold(task.id()) && !waiting.contains(task.id()));
    }

    TurnEnd turn(AgentEvent.Origin origin) throws InterruptedException {
        TurnEnd end;
        try {
            conversation.begin();
            events.emit(new AgentEvent.TurnStarted(origin));
            Optional<TurnEnd> done = atWork.call(this::work);
            if (abandoned) {
                return new TurnEnd.Interrupted();
            }
            end = done.orElseGet(this::interrupted);
            conversation.keepDraft();
        } catch (RecordException notWritten) {
            end = new TurnEnd.Failed(notWritten.getMessage());
        }
        try {
            events.emit(new AgentEvent.TurnEnded(end));
        } catch (RecordException notWritten) {
            // What was said in the turn is on disk or is told as the failure; that it is over is no more than a remark.
        }
        return end;
    }

    private TurnEnd work() throws InterruptedException {
        if (leaving) {
            throw new InterruptedException("leaving");
        }
        return new Turn(parts, conversation, calls, events, requests).run();
    }

    private TurnEnd interrupted() {
        held = true;
        if (!conversation.draft().saysInterrupted()) {
            conversation.draft().remark("Automated note: before this prompt the user had interrupted you.");
        }
        return new TurnEnd.Interrupted();
    }

    @Override
    public void emit(AgentEvent event) {
        events.emit(event);
    }

    @Override
    public void goOnWith(Past past, AgentEvent.Rewound rewound) {
        conversation = new Conversation(parts, events, past);
        RemovedText.of(past, parts, parts.inbox()::saysRunning).ifPresent(conversation::removed);
        var untold = new ArrayList<Notice>();
        for (TaskId id : past.untold()) {
            parts.tasks().find(id).ifPresent(task -> {
                if (task.state() instanceof TaskState.End end && !conversation.hasTold(id)) {
                    untold.add(new Notice(task, end));
                }
            });
        }
        parts.inbox().goOn(rewound.prompt(), rewound.last(), untold);
        parts.inbox().forget(conversation.draft().told());
        parts.tools().forget();
        held = true;
    }

    @Override
    public void takenBack(Collection<String> files) {
        conversation.takenBack(files);
    }

    @Override
    public void leftAlone(Collection<String> files) {
        conversation
                .draft()
                .remark("Automated note, not from the user: these files were to go back and did not, because something"
                        + " else had changed them: " + TaskTexts.neutral(String.join(", ", files)));
    }
}
