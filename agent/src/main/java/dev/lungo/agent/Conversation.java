package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.Prompt;
import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.TaskId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
    private final List<Message> answered;
    private final Set<TaskId> told;
    // Told, and the engine has not heard of it yet.
    private final Set<TaskId> unconfirmed;
    // What every request begins with: it changes with a new conversation only, whatever the parts say by then.
    private String system;
    private List<ToolSpec> tools;
    private boolean begun;
    private Draft draft;
    private boolean drawn;
    private Message.User lastDrawn;
    // The agent before was gone in the middle of a paused answer.
    private boolean pausedBefore;

    Conversation(Agent.Parts parts, Events events, Past past) {
        this.parts = parts;
        this.events = events;
        Past.Said said = past.said();
        // Another model cannot read what was signed for the one before: it begins a conversation of its own.
        this.begun = said.model().equals(parts.model().id());
        this.system = begun ? said.system() : parts.system();
        this.tools = begun ? said.tools() : parts.tools().specs();
        this.answered = new ArrayList<>(begun ? said.answered() : said.readableByAll());
        this.told = new HashSet<>(past.told());
        this.unconfirmed = new LinkedHashSet<>(past.told());
        this.draft = past.drawn().map(Draft::of).orElseGet(Draft::new);
        this.drawn = begun && past.drawn().isPresent();
        this.pausedBefore =
                past.cut() && past.drawn().isEmpty() && past.openCalls().isEmpty();
        this.lastDrawn = past.drawn().map(Past.Drawn::message).orElseGet(() -> new Message.User(List.of()));
        takenBack(past.takenBack());
    }

    /** Says what the requests will carry, unless that is said already. */
    void begin() {
        if (!begun) {
            events.emit(new AgentEvent.ConversationStarted(
                    parts.model().id(), system, tools, parts.workingFolder().toString(), answered));
            begun = true;
        }
    }

    Draft draft() {
        return draft;
    }

    /** The model has to hear that these files are not what it knows any more. */
    void takenBack(Collection<String> files) {
        if (!files.isEmpty()) {
            draft.remark("Automated note, not from the user: the user took changes of these files back: "
                    + RemovedText.files(files) + ". Read again before you rely on them, and do not make those changes"
                    + " again unless asked.");
        }
    }

    /** The model has to hear what became of what the user took out of the conversation. */
    void removed(RemovedText told) {
        draft.remark(told.text(), told.ends());
        remember(told.ends());
    }

    /** The model has to hear whether it may only plan, where what it has read says something else. */
    void planning(boolean on) {
        if (PlanNote.isOn(answered, draft) != on) {
            draft.remark(on ? PlanNote.ON : PlanNote.OFF);
        }
    }

    /** The model has to hear where its surroundings are not what its system prompt says. */
    void surroundings() {
        String note = SurroundingsNote.of(system, parts.system(), answered, draft);
        if (!note.isEmpty()) {
            draft.remark(note);
        }
    }

    /** Takes what is news out of the inbox into the draft. */
    void tell(List<Notice> notices) {
        draft.notices(
                notices.stream().filter(notice -> !told.contains(notice.id())).toList());
        remember(draft.told());
    }

    void result(Block.ToolResult result, List<TaskId> endsTold) {
        draft.result(result, endsTold);
        remember(endsTold);
    }

    private void remember(Collection<TaskId> endsTold) {
        endsTold.stream().filter(told::add).forEach(unconfirmed::add);
    }

    /** Ends that were told since the engine last heard of any. */
    List<TaskId> unconfirmed() {
        return List.copyOf(unconfirmed);
    }

    /** The engine knows that these need no telling. */
    void confirmed(Collection<TaskId> ends) {
        unconfirmed.removeAll(ends);
    }

    List<ToolSpec> tools() {
        return tools;
    }

    boolean hasTold(TaskId id) {
        return told.contains(id);
    }

    /** Draws the draft and answers the whole prompt for the next request. */
    Prompt prompt() {
        if (!endsWithPause()) {
            draw();
        }
        return new Prompt(system, tools, messages(), maxOutput(), parts.terms().effort());
    }

    /** Has what the draft holds written down before anybody sends it: a turn is over, and the agent may be gone next. */
    void keepDraft() {
        if (begun && !draft.isEmpty()) {
            draw();
        }
    }

    private void draw() {
        Message.User message = draft.render(parts.model().capabilities().noticePlacement());
        if (!drawn) {
            events.emit(new AgentEvent.Appended(message, draft.told(), draft.prompts()));
        } else if (!message.equals(lastDrawn)) {
            events.emit(new AgentEvent.Redrawn(message, draft.told(), draft.prompts()));
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
        system = parts.system();
        tools = parts.tools().specs();
        begun = false;
        begin();
    }

    /** Whether the next request is the continuation of an answer that was paused before this agent came; asked once. */
    boolean continuesPause() {
        boolean continues = pausedBefore && endsWithPause();
        pausedBefore = false;
        return continues;
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
