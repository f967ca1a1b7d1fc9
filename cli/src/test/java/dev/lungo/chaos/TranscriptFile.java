package dev.lungo.chaos;

import dev.lungo.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A session's transcript as docs/session-format.md describes it, read by other code than Lungo's own. */
final class TranscriptFile {
    private final List<String> problems = new ArrayList<>();
    private final Map<Integer, String> prompts = new LinkedHashMap<>();
    private final Set<String> takenBack = new HashSet<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<ObjectNode> messages = new ArrayList<>();
    /** Whether the last message waits for an answer: it is replaced as a whole when it is drawn again. */
    private boolean draft;

    private boolean begun;

    /**
     * A file was about to be changed.
     *
     * @param before its fingerprint; empty for no file
     */
    record Change(Instant time, Path path, String before, String after) {}

    /** @param torn whether the last line may be half there, because the writer was killed */
    TranscriptFile(Path path, boolean torn) throws IOException {
        String text = Files.readString(path);
        List<String> lines = text.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            boolean last = at == lines.size() - 1 && !text.endsWith("\n");
            var record = last ? Optional.<ObjectNode>empty() : Json.object(lines.get(at));
            if (record.isPresent()) {
                take(record.get());
            } else if (!last || !torn) {
                problems.add("line " + (at + 1) + " of " + path + " is no record: " + lines.get(at));
            }
        }
    }

    private void take(ObjectNode record) {
        switch (record.path("type").asString("")) {
            case "prompt" -> {
                prompts.put(record.path("number").asInt(0), record.path("text").asString(""));
                begun = true;
            }
            case "withdrawn" -> numbers(record).forEach(this::forget);
            case "user", "redrawn" -> draw(record);
            case "assistant" -> {
                messages.add(record);
                draft = false;
            }
            case "rewound" ->
                takeBack(record.path("prompt").asInt(0), record.path("last").asInt(Integer.MAX_VALUE));
            case "file_changed" ->
                changes.add(new Change(
                        Instant.parse(record.path("time").asString("")),
                        Path.of(record.path("path").asString("")),
                        record.path("before").asString(""),
                        record.path("after").asString("")));
            case "task_adopted" -> begun = true;
            default -> {}
        }
    }

    private void draw(ObjectNode record) {
        if (draft) {
            messages.removeLast();
        }
        messages.add(record);
        draft = true;
    }

    /** Only results of calls and earlier prompts outlive the message in which a prompt was that is taken back. */
    private void takeBack(int prompt, int last) {
        if (prompt == 0) {
            return; // files only
        }
        List.copyOf(prompts.keySet()).stream()
                .filter(number -> number >= prompt && number <= last)
                .forEach(this::forget);
        for (int at = 0; at < messages.size(); at++) {
            ObjectNode message = messages.get(at);
            List<Integer> asked = numbers(message);
            if (asked.stream().anyMatch(number -> number >= prompt)) {
                messages.subList(at, messages.size()).clear();
                draft = asked.stream().anyMatch(number -> number < prompt) || holdsResults(message);
                if (draft) {
                    messages.add(message);
                }
                return;
            }
        }
    }

    private static boolean holdsResults(ObjectNode message) {
        return message.path("content")
                .valueStream()
                .anyMatch(block -> block.path("type").asString("").equals("tool_result"));
    }

    private void forget(int number) {
        String text = prompts.remove(number);
        if (text != null) {
            takenBack.add(text);
        }
    }

    private static List<Integer> numbers(ObjectNode record) {
        return record.path("prompts")
                .valueStream()
                .map(number -> number.asInt(0))
                .toList();
    }

    /** What is no record of it. */
    List<String> problems() {
        return problems;
    }

    /** How often its messages tell each task's end; the draft counts. */
    Map<String, Integer> told() {
        var told = new HashMap<String, Integer>();
        for (ObjectNode record : messages) {
            for (JsonNode id : record.path("told")) {
                told.merge(id.asString(""), 1, Integer::sum);
            }
        }
        return told;
    }

    /** Whether anything was ever said in it, or a task adopted. */
    boolean isBegun() {
        return begun;
    }

    boolean hasDraft() {
        return draft;
    }

    /** The prompts that were accepted and not taken back. */
    List<String> prompts() {
        return List.copyOf(prompts.values());
    }

    boolean isTakenBack(String prompt) {
        return takenBack.contains(prompt);
    }

    List<Change> changes() {
        return changes;
    }
}
