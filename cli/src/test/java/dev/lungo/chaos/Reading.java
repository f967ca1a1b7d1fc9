package dev.lungo.chaos;

import dev.lungo.testing.MessagesRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What the model can know of a conversation: which tasks it started and which it was told the end of, and how often. Read
 * from what the server was sent, by its words alone, so that it does not rest on Lungo's own ledger.
 */
final class Reading {
    private static final Pattern STARTED = Pattern.compile("(?i)\\bbackground task ([a-z][a-z0-9]*)\\b");
    private static final Pattern NOTICE = Pattern.compile("(?m)^\\[bg:([a-z0-9]+)] (?!running)");
    private static final Pattern TOLD =
            Pattern.compile("(?m)^([a-z][a-z0-9]*) (?:completed|failed|stopped|killed|lost)\\b.*:");
    private static final Pattern LISTED = Pattern.compile("(?m)^([a-z][a-z0-9]*) running for ");

    private final Map<String, String> results = new LinkedHashMap<>();
    private final Map<String, Integer> told = new LinkedHashMap<>();
    private final Set<String> started = new LinkedHashSet<>();
    private final Set<String> listed = new LinkedHashSet<>();

    Reading(MessagesRequest request) {
        for (JsonNode message : request.messages()) {
            boolean own = message.path("role").asString("").equals("assistant");
            for (JsonNode block : message.path("content")) {
                switch (block.path("type").asString("")) {
                    case "tool_result" -> result(block.path("tool_use_id").asString(""), text(block.path("content")));
                    case "text" -> {
                        if (!own) {
                            notices(block.path("text").asString(""));
                        }
                    }
                    default -> {}
                }
            }
            if (message.path("content").isString()) {
                notices(message.path("content").stringValue());
            }
        }
    }

    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        var text = new StringBuilder();
        content.forEach(block -> text.append(block.path("text").asString("")).append('\n'));
        return text.toString();
    }

    private void notices(String text) {
        NOTICE.matcher(text).results().forEach(found -> told.merge(found.group(1), 1, Integer::sum));
    }

    private void result(String call, String text) {
        results.put(call, text);
        Matcher start = STARTED.matcher(text);
        if (start.find()) {
            started.add(start.group(1));
        }
        TOLD.matcher(text).results().forEach(found -> told.merge(found.group(1), 1, Integer::sum));
        LISTED.matcher(text).results().forEach(found -> listed.add(found.group(1)));
    }

    /** Whether the call that started a task saw it to its end: the words of such a result do not name the task. */
    boolean toldByItsCall(DiskTask task) {
        String result = results.getOrDefault(task.origin(), "");
        return !result.isEmpty() && !STARTED.matcher(result).find() && told(task.id()) == 0;
    }

    /** How often the conversation tells the end of a task by its id. */
    int told(String id) {
        return told.getOrDefault(id, 0);
    }

    /** Tasks that run as far as the model knows. */
    List<String> running() {
        return started.stream().filter(id -> told(id) == 0).toList();
    }

    /** Tasks that a list showed as running, whoever started them, and that were not told to have ended. */
    List<String> listed() {
        return listed.stream().filter(id -> told(id) == 0).toList();
    }
}
