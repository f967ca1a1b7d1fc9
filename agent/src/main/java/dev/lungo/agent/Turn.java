package dev.lungo.agent;

import dev.lungo.model.Message;
import dev.lungo.model.ModelException;
import dev.lungo.model.Reply;

/**
 * The loop: tell the model what is new, take its answer, run what it calls, and again, until it has said all it wanted.
 * Lives for one turn, on the thread that owns the conversation.
 */
final class Turn {
    private static final int CUT_ANSWERS = 3;

    private final Agent.Parts parts;
    private final Conversation conversation;
    private final Calls calls;
    private final Events events;
    private final Requests requests;
    private int cutAnswers;
    private boolean startedOver;

    Turn(Agent.Parts parts, Conversation conversation, Calls calls, Events events, Requests requests) {
        this.parts = parts;
        this.conversation = conversation;
        this.calls = calls;
        this.events = events;
        this.requests = requests;
    }

    /** Runs until the model ends its turn; an interrupt of the thread ends it at once, with a valid history. */
    TurnEnd run() throws InterruptedException {
        boolean paused = conversation.continuesPause();
        for (int request = 1; request <= parts.terms().maxTurns(); request++) {
            if (!paused) {
                conversation.tell(parts.inbox().drain());
                parts.inbox().remarks().forEach(conversation.draft()::remark);
                conversation.surroundings();
                conversation.planning(parts.policy().isPlanning());
            }
            Reply reply;
            try {
                reply = requests.send(conversation);
            } catch (ModelException failure) {
                if (failure.kind() == ModelException.Kind.CONTEXT_FULL && startOver()) {
                    continue;
                }
                return new TurnEnd.Failed(String.valueOf(failure.getMessage()));
            }
            if (!take(reply)) {
                return end(reply);
            }
            paused = reply.stop() == Reply.Stop.PAUSE_TURN;
        }
        return new TurnEnd.OutOfTurns(parts.terms().maxTurns());
    }

    /** Makes an answer part of the conversation and does what it asks for; false when the turn is over. */
    private boolean take(Reply reply) throws InterruptedException {
        Message.Assistant message = reply.message();
        if (reply.stop() == Reply.Stop.REFUSAL) {
            conversation.draft().withdrawPrompts();
            return false;
        }
        if (reply.stop() == Reply.Stop.CONTEXT_FULL) {
            return startOver();
        }
        if (!message.content().isEmpty()) {
            conversation.answer(message);
            startedOver = false;
        }
        events.emit(new AgentEvent.Replied(message, reply.stop(), reply.usage()));
        if (!message.calls().isEmpty()) {
            calls.run(message.calls(), conversation);
        }
        return switch (reply.stop()) {
            case TOOL_USE, PAUSE_TURN -> true;
            case END_TURN, STOP_SEQUENCE -> !message.calls().isEmpty();
            case MAX_TOKENS -> !message.calls().isEmpty() || askForTheRest();
            case CONTEXT_FULL, REFUSAL -> false;
        };
    }

    private TurnEnd end(Reply reply) {
        return switch (reply.stop()) {
            case REFUSAL -> new TurnEnd.Refused();
            case CONTEXT_FULL ->
                new TurnEnd.Failed("The context window is full even for a new conversation with a summary."
                        + " Ask for something smaller.");
            case END_TURN, STOP_SEQUENCE, TOOL_USE, MAX_TOKENS, PAUSE_TURN ->
                new TurnEnd.Completed(reply.message().text());
        };
    }

    private boolean askForTheRest() {
        if (++cutAnswers > CUT_ANSWERS) {
            events.emit(new AgentEvent.Said("The answer was cut at the output limit again; giving up on the rest."));
            return false;
        }
        events.emit(new AgentEvent.Said("The answer was cut at the output limit; asking for the rest."));
        conversation
                .draft()
                .remark("Automated note, not from the user: your last answer was cut at the output limit, and a tool"
                        + " call that was not complete was dropped. Go on where it stopped; write large files in"
                        + " several smaller steps.");
        return true;
    }

    /** A new conversation in place of one that is too long; false where even that did not help. */
    private boolean startOver() throws InterruptedException {
        if (startedOver) {
            return false;
        }
        startedOver = true;
        events.emit(new AgentEvent.Said("The context window is full: going on in a new conversation with a summary."));
        conversation.restart(requests.summarise(conversation));
        return true;
    }
}
