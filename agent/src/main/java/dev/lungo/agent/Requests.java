package dev.lungo.agent;

import dev.lungo.model.Message;
import dev.lungo.model.ModelException;
import dev.lungo.model.Prompt;
import dev.lungo.model.Reply;
import dev.lungo.model.Usage;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Sends the conversation to the model and counts what it costs. Used by the thread that owns the conversation. */
final class Requests {
    private final Agent.Parts parts;
    private final Events events;
    private int number;
    // Written by the conversation's thread alone, read by any.
    private final AtomicReference<Usage> usage = new AtomicReference<>(Usage.NONE);

    Requests(Agent.Parts parts, Events events) {
        this.parts = parts;
        this.events = events;
    }

    /** One answer to all that is said so far. */
    Reply send(Conversation conversation) throws InterruptedException {
        try {
            return sendNow(conversation);
        } catch (ModelException failure) {
            if (failure.kind() != ModelException.Kind.NO_SYSTEM_ENTRIES) {
                throw failure;
            }
            // The model's capabilities say so from now on: the draft draws its notices differently.
            return sendNow(conversation);
        }
    }

    /** What was said, in the model's words, for a conversation that is too long to go on. */
    String summarise(Conversation conversation) throws InterruptedException {
        return Summary.of(conversation, parts, this);
    }

    /** Asks outside the conversation: nothing of it is remembered. */
    Reply aside(String question) throws InterruptedException {
        var prompt = new Prompt(
                parts.system(),
                List.of(),
                List.of(new Message.User(List.of(new dev.lungo.model.Block.Text(question)))),
                Math.min(4_000, parts.model().capabilities().maxOutput()),
                parts.terms().effort());
        Reply reply = parts.model().reply(prompt, _ -> {});
        usage.updateAndGet(sum -> sum.plus(reply.usage()));
        return reply;
    }

    /** The ends told so far are on disk now: the engine need not keep them for a telling. */
    private void acknowledge(Conversation conversation) {
        List<TaskId> told = conversation.unconfirmed();
        if (told.isEmpty()) {
            return;
        }
        try {
            parts.tasks().acknowledge(told);
            conversation.confirmed(told);
        } catch (TaskException notNow) {
            // No end is lost by it: the transcript is what decides, and the next request tries again.
            events.emit(new AgentEvent.Said("An end that was told stays marked as untold: " + notNow.getMessage()));
        }
    }

    Usage usage() {
        return usage.get();
    }

    private Reply sendNow(Conversation conversation) throws InterruptedException {
        Prompt prompt = conversation.prompt();
        events.emit(new AgentEvent.RequestStarting(++number));
        acknowledge(conversation);
        Reply reply = parts.model().reply(prompt, event -> events.emit(new AgentEvent.Replying(event)));
        usage.updateAndGet(sum -> sum.plus(reply.usage()));
        return reply;
    }
}
