package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.Prompt;
import dev.lungo.tasks.TaskId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was said: answered messages, which never change again, and the draft that follows them. Append-only; every
 * append goes out as an event, so that the transcript is the ledger of what was told. Owned by the thread that runs the
 * agent.
 */
final class Conversation {
    private final Agent.Parts parts;
    private final Events events;
    private final List<Message> answered = new ArrayList<>();
    private final Set<TaskId> told = new HashSet<>();
    private Draft draft = new Draft();
    private boolean drawn;
    private Message.User lastDrawn = new Message.User(List.of());

    Conversation(Agent.Parts parts, Events events) {
        this.parts = parts;
        this.events = events;
    }

    void begin() {
        events.emit(new AgentEvent.ConversationStarted(
                parts.model().id(),
                parts.system(),
                parts.tools().specs(),
                parts.workingFolder().toString()));
    }

    Draft draft() {
        return draft;
    }

    /** Takes what is news out of the inbox into the draft. */
    void tell(List<Notice> notices) {
        draft.notices(
                notices.stream().filter(notice -> !told.contains(notice.id())).toList());
        told.addAll(draft.told());
    }

    void result(Block.ToolResult result, List<TaskId> endsTold) {
        draft.result(result, endsTold);
        told.addAll(endsTold);
    }

    boolean hasTold(TaskId id) {
        return told.contains(id);
    }

    /** Draws the draft and answers the whole prompt for the next request. */
    Prompt prompt() {
        if (!endsWithPause()) {
            draw();
        }
        return new Prompt(
                parts.system(),
                parts.tools().specs(),
                messages(),
                maxOutput(),
                parts.terms().effort());
    }

    private void draw() {
        Message.User message = draft.render(parts.model().capabilities().noticePlacement());
        if (!drawn) {
            events.emit(new AgentEvent.Appended(message, draft.told()));
        } else if (!message.equals(lastDrawn)) {
            events.emit(new AgentEvent.Redrawn(message, draft.told()));
        }
        drawn = true;
        lastDrawn = message;
    }

    /** The model answered the draft: both are final now. */
    void answer(Message.Assistant message) {
        events.emit(new AgentEvent.Appended(message, List.of()));
        if (drawn) {
            answered.add(lastDrawn);
        }
        answered.add(message);
        draft = new Draft();
        drawn = false;
    }

    /** Starts over with these words in place of all that was said; what the draft holds but was not answered stays. */
    void restart(String summary) {
        answered.clear();
        drawn = false;
        draft.dropResults();
        draft.remark(summary);
        begin();
    }

    List<Message> messages() {
        var all = new ArrayList<>(answered);
        if (drawn) {
            all.add(lastDrawn);
        }
        return all;
    }

    /** Whether the server paused the answer: the same conversation goes out again and nothing may be added. */
    private boolean endsWithPause() {
        return draft.isEmpty() && !answered.isEmpty() && answered.getLast() instanceof Message.Assistant;
    }

    private int maxOutput() {
        int asked = parts.terms().maxOutputTokens();
        int possible = parts.model().capabilities().maxOutput();
        return asked == 0 ? Math.min(possible, DEFAULT_OUTPUT) : Math.min(asked, possible);
    }

    /** Room for a long file in one call, and far from what makes servers reserve too much. */
    private static final int DEFAULT_OUTPUT = 32_000;
}
