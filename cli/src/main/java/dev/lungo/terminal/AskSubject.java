package dev.lungo.terminal;

import dev.lungo.model.Json;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person is asked about: one call.
 *
 * @param details everything the call would do, whole and with all that is invisible shown
 * @param covers what a yes can cover for the session, the narrowest first
 */
record AskSubject(List<Line> details, String question, List<Cover> covers) {
    /** Characters of a command in the question. */
    private static final int SHOWN = 60;

    /**
     * Calls that one answer allows.
     *
     * @param what tells covers apart
     * @param meaning for people
     */
    record Cover(char key, String word, String what, String meaning) {}

    static AskSubject of(Tool tool, ToolInput input, Path workingFolder) {
        ObjectNode fields = Json.object(input.json()).orElseGet(Json::object);
        String name = tool.spec().name();
        boolean writes = tool.access() == Tool.Access.WRITE;
        String path = text(fields, "path");
        List<Line> details = AskDetails.of(fields, workingFolder);
        if (writes && !path.isEmpty()) {
            return new AskSubject(
                    details,
                    (fields.has("old_text") ? "Change " : "Write ") + Harmless.exact(path) + "?",
                    files(path, workingFolder));
        }
        String question = fields.has("command")
                ? "Run this command" + size(text(fields, "command")) + "? " + beginning(text(fields, "command"))
                : "Run " + Harmless.exact(name) + " with this input?";
        return new AskSubject(details, question, List.of(exactly(name, fields)));
    }

    private static Cover exactly(String tool, ObjectNode fields) {
        ObjectNode effective = fields.deepCopy();
        // What changes how long Lungo waits and what it tells people, not what runs.
        effective.remove(List.of("description", "timeout"));
        boolean command = fields.has("command");
        String what = (command ? "command" : "tool " + tool) + " " + Json.line(effective);
        return new Cover('s', "session", what, command ? "exactly this command" : "exactly this call");
    }

    private static List<Cover> files(String path, Path workingFolder) {
        var covers = new ArrayList<Cover>();
        real(path, workingFolder)
                .ifPresent(file -> covers.add(new Cover('s', "session", "file " + file, "every change of this file")));
        covers.add(new Cover('a', "all", "every file", "every change of any file Lungo may write"));
        return covers;
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
