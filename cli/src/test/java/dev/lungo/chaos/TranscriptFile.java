package dev.lungo.chaos;

import dev.lungo.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A session's transcript as docs/session-format.md describes it, read by other code than Lungo's own. */
final class TranscriptFile {
    private final List<String> problems = new ArrayList<>();
    private final List<String> prompts = new ArrayList<>();
    private final List<ObjectNode> answered = new ArrayList<>();
    /** What follows the last answer: it is replaced as a whole when it is drawn again. */
    private List<ObjectNode> draft = new ArrayList<>();

    /** @param torn whether the last line may be half there, because the writer was killed */
    TranscriptFile(Path path, boolean torn) throws IOException {
        String text = Files.readString(path);
        List<String> lines = text.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            boolean last = at == lines.size() - 1 && !text.endsWith("\n");
            var record = last ? java.util.Optional.<ObjectNode>empty() : Json.object(lines.get(at));
            if (record.isPresent()) {
                take(record.get());
            } else if (!last || !torn) {
                problems.add("line " + (at + 1) + " of " + path + " is no record: " + lines.get(at));
            }
        }
    }

    private void take(ObjectNode record) {
        switch (record.path("type").asString("")) {
            case "prompt" -> prompts.add(record.path("text").asString(""));
            case "user" -> draft.add(record);
            case "redrawn" -> draft = new ArrayList<>(List.of(record));
            case "assistant" -> {
                answered.addAll(draft);
                answered.add(record);
                draft = new ArrayList<>();
            }
            default -> {}
        }
    }

    /** What is no record of it. */
    List<String> problems() {
        return problems;
    }

    /** How often its messages tell each task's end; the draft counts. */
    Map<String, Integer> told() {
        var told = new HashMap<String, Integer>();
        for (ObjectNode record : messages()) {
            for (JsonNode id : record.path("told")) {
                told.merge(id.asString(""), 1, Integer::sum);
            }
        }
        return told;
    }

    /** Whether anything was said in it. */
    boolean isBegun() {
        return !prompts.isEmpty();
    }

    /** Whether a prompt with this text was accepted. */
    boolean accepted(String prompt) {
        return prompts.contains(prompt);
    }

    private List<ObjectNode> messages() {
        var all = new ArrayList<>(answered);
        all.addAll(draft);
        return all;
    }
}
