package dev.lungo.terminal;

import dev.lungo.model.Json;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person is asked about: one call.
 *
 * @param details everything the call would do, whole and with all that is invisible shown
 */
record AskSubject(List<Line> details, String question) {
    /** Characters of a command in the question. */
    private static final int SHOWN = 60;

    private static final String UNCONFINED = "unconfined";

    static AskSubject of(Tool tool, ToolInput input, Path workingFolder) {
        ObjectNode fields = Json.object(input.json(known(tool))).orElseGet(Json::object);
        List<Line> details = AskDetails.of(fields, workingFolder);
        String path = text(fields, "path");
        if (tool.access() == Tool.Access.WRITE && !path.isEmpty()) {
            return new AskSubject(
                    details, (fields.has("old_text") ? "Change " : "Write ") + Harmless.exact(path) + "?");
        }
        if (!fields.has("command")) {
            return new AskSubject(details, "Run " + Harmless.exact(tool.spec().name()) + " with this input?");
        }
        String command = text(fields, "command");
        String where = leavesSandbox(tool, input) ? " OUTSIDE the sandbox" : "";
        return new AskSubject(details, "Run this command" + size(command) + where + "? " + beginning(command));
    }

    /** Whether the call wants to run outside of the sandbox that its tool runs commands in. */
    static boolean leavesSandbox(Tool tool, ToolInput input) {
        try {
            return known(tool).contains(UNCONFINED) && input.flag(UNCONFINED);
        } catch (ToolInput.Invalid unclear) {
            return true;
        }
    }

    /** The fields that the tool reads. */
    private static Collection<String> known(Tool tool) {
        return Json.object(tool.spec().schema())
                .map(schema -> schema.path("properties").propertyNames())
                .orElse(List.of());
    }

    /** The file that a tool would touch, links resolved the way tools do it; empty where it cannot be told. */
    static Optional<Path> real(String path, Path workingFolder) {
        try {
            // Whether a tool may go there is for the tool to say.
            return Optional.of(Workspace.of(workingFolder, List.of(workingFolder.getRoot()))
                    .resolve(path));
        } catch (IOException | ToolInput.Invalid unresolvable) {
            return Optional.empty();
        }
    }

    private static String size(String command) {
        long lines = command.strip().lines().count();
        return lines > 1 ? " of " + lines + " lines" : "";
    }

    /** Other lines may come between the details and the question: it says itself what it is about. */
    private static String beginning(String command) {
        String line = command.strip().lines().findFirst().orElse("");
        int end = line.offsetByCodePoints(0, Math.min(SHOWN, line.codePointCount(0, line.length())));
        boolean whole = line.length() == command.strip().length() && end == line.length();
        return "$ " + Harmless.exact(line.substring(0, end)) + (whole ? "" : " …");
    }

    static String text(ObjectNode fields, String name) {
        JsonNode node = fields.get(name);
        return node == null || !node.isString() ? "" : node.stringValue();
    }
}
