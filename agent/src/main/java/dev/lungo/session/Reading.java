package dev.lungo.session;

import dev.lungo.agent.Past;
import dev.lungo.agent.UserPrompt;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.tasks.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A session as it takes shape while its records are read, oldest first. Used by one thread. */
final class Reading {
    private final Deque<Chapter> chapters = new ArrayDeque<>(List.of(Chapter.none()));
    private final Map<Integer, UserPrompt> submitted = new LinkedHashMap<>();
    private final Set<Integer> asked = new HashSet<>();
    /** Told before something was taken back. */
    private final Set<TaskId> everTold = new HashSet<>();

    private final FilesTakenBack files = new FilesTakenBack();
    private final CallRecords calls = new CallRecords();
    private final PartsTakenBack parts = new PartsTakenBack();
    /** The highest number of all, also of those that were taken back. */
    private int lastPrompt;
    /** Since the last message nothing said that the turn is over. */
    private boolean inTurn;
    /** The last answer was a pause: the model goes on when it is asked again. */
    private boolean paused;

    /** Takes the next record; one of a type that is not known here says nothing about the conversation. */
    void take(String type, ObjectNode record) {
        switch (type) {
            case "conversation" -> conversation(record);
            case "prompt" -> {
                int number = record.path("number").asInt(0);
                lastPrompt = Math.max(lastPrompt, number);
                submitted.put(number, new UserPrompt(number, RecordedContent.text(record, "text")));
            }
            case Records.WITHDRAWN -> submitted.keySet().removeAll(RecordedContent.prompts(record));
            case "user", "redrawn" -> drawn(record);
            case "assistant" -> {
                chapters.getLast().answered(RecordedContent.assistant(record));
                calls.answered(record);
                inTurn = true;
                paused = false;
            }
            case "reply" -> paused = record.path("stop").asString("").equals("pause_turn");
            case "turn_ended" -> {
                inTurn = false;
                if (record.path("how").asString("").equals("refused")) {
                    chapters.getLast().withdrawPrompts();
                }
            }
            case FileRecords.CHANGED -> {
                files.changed(record);
                calls.changing(record);
            }
            case CallRecords.PERMISSION -> {} // for people; who goes on with the session is asked again
            case CallRecords.STARTED -> calls.started(record);
            case CallRecords.RESULT -> calls.finished(record);
            case "rewound" -> rewound(record);
            default -> {}
        }
    }

    private void rewound(ObjectNode record) {
        int prompt = record.path("prompt").asInt(0);
        Set<String> together = files.rewound(record, prompt);
        if (prompt > 0) {
            takeBack(prompt, record.path("last").asInt(Integer.MAX_VALUE), together);
        }
    }

    /** The oldest conversation that this prompt or a later one is in goes on, and those after it are no more. */
    private void takeBack(int prompt, int last, Set<String> together) {
        everTold.addAll(told());
        submitted.keySet().removeIf(number -> number >= prompt && number <= last);
        for (Chapter chapter : List.copyOf(chapters)) {
            Optional<List<Block.ToolCall>> gone = chapter.takeBack(prompt);
            if (gone.isPresent()) {
                calls.forget();
                var all = new ArrayList<>(gone.get());
                while (chapters.getLast() != chapter) {
                    all.addAll(chapters.removeLast().calls());
                }
                parts.add(prompt, all, together);
                break;
            }
        }
        inTurn = false;
        paused = false;
    }

    private void conversation(ObjectNode record) {
        dropUnused();
        chapters.addLast(new Chapter(
                record.path("provider").asString(""),
                RecordedContent.text(record, "model"),
                RecordedContent.text(record, "system"),
                RecordedContent.tools(record),
                RecordedContent.carried(record)));
    }

    private void drawn(ObjectNode record) {
        List<Integer> prompts = RecordedContent.prompts(record);
        chapters.getLast().drawn(RecordedContent.user(record), RecordedContent.told(record), prompts);
        asked.addAll(prompts);
        files.told();
        parts.told(lastPrompt);
        calls.forget(); // the message holds their results
        inTurn = true;
        paused = false;
    }

    /** A conversation that begins takes the place of the one before with its first message, and not earlier. */
    private void dropUnused() {
        if (chapters.size() > 1 && chapters.getLast().isEmpty()) {
            chapters.removeLast();
        }
    }

    String provider() {
        return current().provider();
    }

    /** All prompts, oldest first. */
    List<UserPrompt> prompts() {
        return List.copyOf(submitted.values());
    }

    Past past() {
        Chapter current = current();
        Past.Said said = current.said();
        return new Past(
                said,
                current.draft(),
                submitted.values().stream()
                        .filter(prompt -> !asked.contains(prompt.number()))
                        .toList(),
                told(),
                untold(),
                lastPrompt,
                inTurn && (current.draft().isPresent() || paused || callsAreOpen(said)),
                files.untold(),
                calls.progress(),
                parts.untold());
    }

    /** The first conversation of all counts from its beginning on: there is none before it. */
    private Chapter current() {
        if (chapters.size() > 2 && chapters.getLast().isEmpty()) {
            var all = List.copyOf(chapters);
            return all.get(all.size() - 2);
        }
        return chapters.getLast();
    }

    private static boolean callsAreOpen(Past.Said said) {
        return !said.answered().isEmpty()
                && said.answered().getLast() instanceof Message.Assistant last
                && !last.calls().isEmpty();
    }

    private Set<TaskId> untold() {
        var untold = new HashSet<>(everTold);
        untold.removeAll(told());
        return untold;
    }

    private Set<TaskId> told() {
        var told = new HashSet<TaskId>();
        chapters.forEach(chapter -> told.addAll(chapter.told()));
        return told;
    }
}
