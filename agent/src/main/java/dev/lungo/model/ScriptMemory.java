package dev.lungo.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What a script has learned from the conversation: the values of its placeholders, such as {@code ${task}}. */
final class ScriptMemory {
    private static final Pattern STARTED = Pattern.compile("Background task (\\S+) started");
    private static final Pattern PLACEHOLDER = Pattern.compile("(\\$?)\\$\\{([a-z][a-zA-Z0-9_]*)\\}");

    private final String script;
    private final Map<String, String> values = new HashMap<>();

    /** Ids, so that one that is heard twice counts once. */
    private final Set<String> tasks = new HashSet<>();

    ScriptMemory(String script) {
        this.script = script;
    }

    /** Notes the tasks that were started: the last is {@code task}, the n-th {@code task1}, {@code task2} and so on. */
    void hear(String text) {
        Matcher started = STARTED.matcher(text);
        while (started.find()) {
            String id = started.group(1);
            if (id != null && tasks.add(id)) {
                values.put("task", id);
                values.put("task" + tasks.size(), id);
            }
        }
    }

    /** Notes the named groups of a match. */
    void keep(Matcher match) {
        for (String name : new LinkedHashMap<>(match.namedGroups()).keySet()) {
            String value = match.group(name);
            if (value != null) {
                values.put(name, value);
            }
        }
    }

    /** The pattern with its placeholders filled in, each standing for its value letter by letter. */
    Pattern pattern(String regex, int turn) {
        return Pattern.compile(fill(regex, turn, Pattern::quote));
    }

    /** The pattern with something in place of each placeholder, to see whether it is one. */
    static String withoutPlaceholders(String regex) {
        return PLACEHOLDER.matcher(regex).replaceAll("x");
    }

    /** The text with its placeholders filled in; {@code $${x}} stands for {@code ${x}}. */
    String fill(String text, int turn) {
        return fill(text, turn, value -> value);
    }

    private String fill(String text, int turn, UnaryOperator<String> form) {
        if (!text.contains("${")) {
            return text;
        }
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String name = found.group(2);
            if (!found.group(1).isEmpty()) {
                return Matcher.quoteReplacement("${" + name + "}");
            }
            String value = values.get(name);
            if (value == null) {
                throw Script.problem(
                        script,
                        turn,
                        "nothing is known for ${" + name + "} yet. ${task} is the last background task's id; a named"
                                + " group (?<" + name + ">…) in \"when\" or \"expect\" sets others; write $${" + name
                                + "} to keep it as it is.");
            }
            return Matcher.quoteReplacement(form.apply(value));
        });
    }

    JsonNode fill(JsonNode node, int turn) {
        return switch (node) {
            case StringNode text -> StringNode.valueOf(fill(text.stringValue(), turn));
            case ObjectNode object -> {
                ObjectNode filled = Json.object();
                object.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue(), turn)));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> filled.add(fill(item, turn)));
                yield filled;
            }
            default -> node;
        };
    }
}
