package dev.lungo.tool;

import dev.lungo.model.Json;
import dev.lungo.model.ToolSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A tool whose calls are held against its schema: missing fields are named all at once, unknown ones are not silent. */
final class FittedTool implements Tool {
    private static final int NAMED = 10;

    private final Tool tool;

    FittedTool(Tool tool) {
        this.tool = tool;
    }

    @Override
    public ToolSpec spec() {
        return tool.spec();
    }

    @Override
    public Access access() {
        return tool.access();
    }

    @Override
    public String summary(ToolInput input) {
        return tool.summary(input);
    }

    @Override
    public void forget() {
        tool.forget();
    }

    @Override
    public Optional<ToolOutcome> refusal(ToolInput input) {
        checkComplete(input, schema());
        return tool.refusal(input);
    }

    @Override
    public ToolOutcome run(ToolInput input, CallContext context) throws InterruptedException {
        JsonNode schema = schema();
        checkComplete(input, schema);
        List<String> unknown = input.unknown(schema.path("properties").propertyNames());
        ToolOutcome outcome = tool.run(input, context);
        if (unknown.isEmpty()) {
            return outcome;
        }
        String notes = unknown.stream()
                .limit(NAMED)
                .map(name -> "\n[unknown field " + shown(name) + " ignored" + instead(name, schema) + "]")
                .collect(Collectors.joining());
        return new ToolOutcome(outcome.text() + notes, outcome.isError(), outcome.told());
    }

    private JsonNode schema() {
        return Json.object(spec().schema()).orElseThrow();
    }

    private void checkComplete(ToolInput input, JsonNode schema) {
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::stringValue).toList();
        if (!required.stream().allMatch(input::has)) {
            throw new ToolInput.Invalid(spec().name() + " needs " + String.join(", ", required) + "; you sent "
                    + sent(input) + ". " + nothing());
        }
    }

    private static String sent(ToolInput input) {
        List<String> names = input.names();
        return names.isEmpty()
                ? "no field"
                : names.stream().limit(NAMED).map(FittedTool::shown).collect(Collectors.joining(", "));
    }

    private String nothing() {
        return switch (access()) {
            case READ, COMMAND -> "Nothing was run.";
            case WRITE -> "Nothing was changed.";
        };
    }

    /** What models that know other tools want with this field. */
    private static String instead(String name, JsonNode schema) {
        return switch (name) {
            case "run_in_background" -> "; use background_run";
            case "timeout" ->
                schema.path("properties").has("deadline") ? "; deadline stops it after that many seconds" : "";
            default -> "";
        };
    }

    private static String shown(String name) {
        return Neutral.notice(Facts.oneLine(name, 40));
    }
}
