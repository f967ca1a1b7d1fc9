package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tool.TaskTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * The first thing that an agent with a past does: it adopts the tasks, answers the calls that were open, and has announced
 * what ended while nobody listened. Owned by the conversation's thread.
 */
final class Resumption {
    private static final int NAMED = 3;

    private final Agent.Parts parts;
    private final Past past;
    private final Conversation conversation;
    private final Events events;
    private boolean done;
    private boolean asked;
    private boolean insisted;

    Resumption(Agent.Parts parts, Past past, Conversation conversation, Events events) {
        this.parts = parts;
        this.past = past;
        this.conversation = conversation;
        this.events = events;
    }

    /** What is open is to be answered, also where a turn ended without an answer. */
    void insist() {
        insisted = true;
    }

    private boolean owed() {
        boolean open = past.drawn().isPresent() || !past.openCalls().isEmpty();
        return past.goesOn() || (insisted && open);
    }

    /**
     * Answers, once, whether the agent has to go on at once, because the model owes an answer and no prompt is there that
     * would take what is open along; takes up what there is before.
     */
    boolean goesOn() throws InterruptedException {
        takeUp();
        boolean first = !asked;
        asked = true;
        return first && owed() && !parts.inbox().hasPrompt();
    }

    /** Does it, the first time. */
    void takeUp() throws InterruptedException {
        if (done || past.isNothing()) {
            return;
        }
        done = true;
        adopt();
        // All that runs is named in the note below.
        RemovedText.of(past, parts, _ -> true).ifPresent(removed -> {
            conversation.removed(removed);
            parts.inbox().forget(removed.ends());
        });
        List<Block.ToolCall> open = past.openCalls();
        var openCalls = new OpenCalls(parts.tasks(), parts.tools(), past.progress(), conversation::hasTold);
        open.forEach(call -> {
            OpenCalls.Answer answer = openCalls.answer(call);
            conversation.result(answer.result(), answer.told());
            parts.inbox().forget(answer.told());
        });
        past.waiting().forEach(conversation.draft()::prompt);
        List<Task> ended = ended();
        String note = NoticeText.resumed(
                parts.tasks().list(), !ended.isEmpty(), parts.terms().sandbox());
        if (!note.isEmpty()) {
            // Not into the draft: a paused answer goes on before anything is added.
            parts.inbox().remark(note);
        }
        events.emit(new AgentEvent.Resumed(
                parts.model().id(),
                conversation.tools(),
                parts.workingFolder().toString(),
                running(),
                summary(ended, unfinished(open))));
        // The engine tells these too, sooner or later; together they are one notice.
        ended.forEach(task -> {
            if (task.state() instanceof TaskState.End end) {
                parts.inbox().ended(task, end);
            }
        });
    }

    private void adopt() throws InterruptedException {
        try {
            var _ = parts.tasks().adopt();
        } catch (TaskException refused) {
            events.emit(new AgentEvent.Said("The session's tasks could not be adopted: " + refused.getMessage()));
        }
    }

    private List<Task> running() {
        return parts.tasks().list().stream()
                .filter(task -> task.state() instanceof TaskState.Running)
                .toList();
    }

    /** Those that the conversation does not tell yet. */
    private List<Task> ended() {
        Stream<Task> untold = past.untold().stream().flatMap(id -> parts.tasks().find(id).stream());
        var ended = new LinkedHashMap<TaskId, Task>();
        Stream.concat(parts.tasks().list().stream(), untold)
                .filter(task -> task.state() instanceof TaskState.End && !conversation.hasTold(task.id()))
                .forEach(task -> ended.putIfAbsent(task.id(), task));
        return List.copyOf(ended.values());
    }

    private int unfinished(List<Block.ToolCall> open) {
        return (int) open.stream()
                .filter(call -> !past.progress().finished().containsKey(call.id()))
                .count();
    }

    private String summary(List<Task> ended, int openCalls) {
        var facts = new ArrayList<String>();
        List<Task> running = running();
        if (!running.isEmpty()) {
            facts.add((running.size() == 1 ? "1 task runs on" : running.size() + " tasks run on") + named(running));
        }
        if (!ended.isEmpty()) {
            facts.add(ended.size() + " ended meanwhile" + named(ended));
        }
        if (openCalls > 0) {
            facts.add(openCalls == 1 ? "1 call had no result" : openCalls + " calls had no result");
        }
        if (!past.waiting().isEmpty()) {
            facts.add(
                    past.waiting().size() == 1
                            ? "1 prompt was not answered"
                            : past.waiting().size() + " prompts were not answered");
        }
        if (owed()) {
            facts.add("going on where it was cut off");
        }
        return facts.isEmpty() ? "resumed" : "resumed: " + String.join("; ", facts);
    }

    private String named(List<Task> tasks) {
        List<String> names = tasks.stream()
                .limit(NAMED)
                .map(task -> task.id() + reach(task) + " " + TaskTexts.command(task))
                .toList();
        return " (" + String.join(", ", names) + (tasks.size() > NAMED ? ", …" : "") + ")";
    }

    /** A person who has a sandbox now reads of what has none. */
    private String reach(Task task) {
        String less = task.state() instanceof TaskState.Running
                ? TaskTexts.lessConfined(task, parts.terms().sandbox())
                : "";
        return less.isEmpty() ? "" : " " + less + ":";
    }
}
