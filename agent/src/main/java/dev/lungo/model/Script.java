package dev.lungo.model;

import dev.lungo.model.ModelException.Kind;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The turns of a scripted model, as docs/scripted-model.md describes them.
 *
 * @param name the file's name, for messages
 * @param turns never empty
 */
record Script(String name, List<Turn> turns) {
    private static final Set<String> TOP = Set.of("turns", "comment");
    private static final Set<String> TURN =
            Set.of("comment", "say", "think", "calls", "when", "optional", "otherwise", "expect", "delay_ms", "stop");
    private static final Set<String> ANSWER = Set.of("comment", "say", "think", "calls", "delay_ms", "stop");

    /**
     * @param number in the file, from 1 on
     * @param when regular expression of what must have been said before this turn is taken; may hold placeholders
     * @param optional whether the turn is skipped where {@code when} does not match
     * @param otherwise the answer while {@code when} does not match
     * @param expect regular expression of what must be new since the last reply; may hold placeholders
     */
    record Turn(
            int number,
            Line line,
            @Nullable String when,
            boolean optional,
            @Nullable Line otherwise,
            @Nullable String expect) {}

    /** What the model says. */
    record Line(String say, String think, List<Call> calls, int delayMillis, Reply.@Nullable Stop stop) {}

    record Call(String name, JsonNode input) {}

    static Script read(Path file) {
        String name = file.getFileName() == null
                ? file.toString()
                : file.getFileName().toString();
        try {
            return parse(name, Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new ModelException(Kind.SCRIPT, "There is no script at " + file + ".", missing);
        } catch (MalformedInputException binary) {
            throw new ModelException(Kind.SCRIPT, "The script " + file + " is not text in UTF-8.", binary);
        } catch (IOException unreadable) {
            throw new ModelException(
                    Kind.SCRIPT, "The script " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static Script parse(String name, String text) {
        JsonNode root;
        try {
            root = Json.read(text);
        } catch (JacksonException malformed) {
            int line = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getLineNr();
            throw new ModelException(
                    Kind.SCRIPT,
                    "Script " + name + ", line " + line + ": not valid JSON (" + malformed.getOriginalMessage() + ").",
                    malformed);
        }
        var parser = new Parser(name);
        return new Script(name, parser.turns(root));
    }

    static ModelException problem(String name, int turn, String what) {
        return new ModelException(Kind.SCRIPT, "Script " + name + (turn > 0 ? ", turn " + turn : "") + ": " + what);
    }

    /** Reads the parts and says which turn a mistake is in. */
    private static final class Parser {
        private final String name;

        /** Of the turn that is being read. */
        private int number;

        Parser(String name) {
            this.name = name;
        }

        List<Turn> turns(JsonNode root) {
            if (!(root instanceof ObjectNode object) || !object.path("turns").isArray()) {
                throw wrong("expected an object with a list \"turns\".");
            }
            onlyKnown(object, TOP);
            List<Turn> turns = new ArrayList<>();
            for (JsonNode node : object.path("turns")) {
                number++;
                turns.add(turn(node));
            }
            if (turns.isEmpty()) {
                throw wrong("the list \"turns\" is empty.");
            }
            return List.copyOf(turns);
        }

        private Turn turn(JsonNode node) {
            if (!(node instanceof ObjectNode turn)) {
                throw wrong("a turn must be an object.");
            }
            onlyKnown(turn, TURN);
            String when = pattern(turn, "when");
            boolean optional = turn.path("optional").asBoolean(false);
            Line otherwise = null;
            if (turn.has("otherwise")) {
                if (!(turn.get("otherwise") instanceof ObjectNode answer)) {
                    throw wrong("\"otherwise\" must be an object.");
                }
                onlyKnown(answer, ANSWER);
                otherwise = line(answer);
            }
            if (when == null && (optional || otherwise != null)) {
                throw wrong("\"optional\" and \"otherwise\" need a \"when\".");
            }
            if (optional && otherwise != null) {
                throw wrong("\"optional\" and \"otherwise\" exclude each other.");
            }
            return new Turn(number, line(turn), when, optional, otherwise, pattern(turn, "expect"));
        }

        private Line line(ObjectNode node) {
            List<Call> calls = new ArrayList<>();
            for (JsonNode call : list(node)) {
                String tool = call.path("name").asString("");
                JsonNode input = call.path("input");
                if (tool.isEmpty() || !(input.isObject() || input.isString())) {
                    throw wrong("a call needs a \"name\" and an object \"input\", such as"
                            + " {\"name\": \"bash\", \"input\": {\"command\": \"ls\"}}.");
                }
                calls.add(new Call(tool, input));
            }
            String say = text(node, "say");
            String think = text(node, "think");
            JsonNode delay = node.path("delay_ms");
            if (!delay.isMissingNode() && (!delay.isInt() || delay.intValue() < 0)) {
                throw wrong("\"delay_ms\" must be a whole number of milliseconds.");
            }
            return new Line(say, think, List.copyOf(calls), delay.asInt(0), stop(node));
        }

        private JsonNode list(ObjectNode node) {
            JsonNode calls = node.path("calls");
            if (!calls.isMissingNode() && !calls.isArray()) {
                throw wrong("\"calls\" must be a list.");
            }
            return calls;
        }

        private Reply.@Nullable Stop stop(ObjectNode node) {
            String stop = text(node, "stop");
            return switch (stop) {
                case "" -> null;
                case "end_turn" -> Reply.Stop.END_TURN;
                case "max_tokens" -> Reply.Stop.MAX_TOKENS;
                case "pause_turn" -> Reply.Stop.PAUSE_TURN;
                case "refusal" -> Reply.Stop.REFUSAL;
                case "context_full" -> Reply.Stop.CONTEXT_FULL;
                default ->
                    throw wrong("\"stop\" is \"" + stop
                            + "\"; known are end_turn, max_tokens, pause_turn, refusal, context_full.");
            };
        }

        private String text(ObjectNode node, String field) {
            JsonNode value = node.path(field);
            if (!value.isMissingNode() && !value.isString()) {
                throw wrong("\"" + field + "\" must be a string.");
            }
            return value.asString("");
        }

        private @Nullable String pattern(ObjectNode node, String field) {
            String regex = text(node, field);
            try {
                Pattern.compile(ScriptMemory.withoutPlaceholders(regex));
                return regex.isEmpty() ? null : regex;
            } catch (PatternSyntaxException malformed) {
                throw wrong("\"" + field + "\" is not a regular expression: " + malformed.getDescription() + " in "
                        + regex);
            }
        }

        private void onlyKnown(ObjectNode node, Set<String> known) {
            Consumer<String> check = field -> {
                if (!known.contains(field)) {
                    throw wrong("unknown field \"" + field + "\"; known are "
                            + String.join(", ", known.stream().sorted().toList()) + ".");
                }
            };
            node.propertyNames().forEach(check);
        }

        private ModelException wrong(String what) {
            return problem(name, number, what);
        }
    }
}
