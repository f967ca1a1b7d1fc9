package dev.lungo.terminal;

import dev.lungo.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows a person what a call would do. Nothing of a command is left out; of file content, the beginning is shown. */
final class AskDetails {
    /** Lines of content shown of a write, and of each side of an edit. */
    private static final int SHOWN = 12;

    private static final Set<String> SHOWN_APART = Set.of("command", "path", "content", "old_text", "new_text");

    private AskDetails() {}

    static List<Line> of(ObjectNode fields, Path workingFolder) {
        var lines = new ArrayList<Line>();
        String command = AskSubject.text(fields, "command");
        if (fields.has("command")) {
            String mark = "  $ ";
            for (String line : command.split("\n", -1)) {
                lines.add(Line.of(Tint.DIM, mark).and(Tint.BOLD, Harmless.exact(line)));
                mark = "  > ";
            }
        }
        if (fields.has("path")) {
            lines.add(Line.of(Tint.PLAIN, "  " + fileFacts(fields, workingFolder)));
        }
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!SHOWN_APART.contains(field.getKey()) || !field.getValue().isString()) {
                lines.add(Line.of(Tint.DIM, "    " + Harmless.exact(field.getKey()) + ": ")
                        .and(Tint.PLAIN, Harmless.exact(value(field.getValue()))));
            }
        }
        lines.addAll(change(fields, SHOWN));
        return lines;
    }

    /** The change that an edit or a write makes, as a diff of about so many lines each side; empty for other calls. */
    static List<Line> change(ObjectNode fields, int most) {
        var lines = new ArrayList<Line>();
        if (fields.has("old_text")) {
            lines.addAll(side(Tint.BAD, "- ", AskSubject.text(fields, "old_text"), most));
            lines.addAll(side(Tint.GOOD, "+ ", AskSubject.text(fields, "new_text"), most));
        } else if (fields.has("content")) {
            lines.addAll(side(Tint.GOOD, "+ ", AskSubject.text(fields, "content"), most));
        }
        return lines;
    }

    private static List<Line> side(Tint tint, String mark, String text, int most) {
        List<String> all = text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
        if (!all.isEmpty() && all.getLast().isEmpty()) {
            all = all.subList(0, all.size() - 1); // the line end of the last line
        }
        int shown = all.size() <= most + 1 ? all.size() : most;
        var lines = new ArrayList<Line>();
        all.subList(0, shown).forEach(line -> lines.add(Line.of(tint, "    " + mark + Harmless.exact(line))));
        if (shown < all.size()) {
            lines.add(Line.of(Tint.DIM, "    " + mark + "… and " + (all.size() - shown) + " more lines"));
        }
        return lines;
    }

    private static String fileFacts(ObjectNode fields, Path workingFolder) {
        String path = AskSubject.text(fields, "path");
        String before = before(path, workingFolder);
        if (!fields.has("content")) {
            return Harmless.exact(path) + " (" + before + ")";
        }
        String content = AskSubject.text(fields, "content");
        long lines = content.lines().count();
        return Harmless.exact(path) + ": " + bytes(content.getBytes(StandardCharsets.UTF_8).length) + " in " + lines
                + (lines == 1 ? " line (" : " lines (") + before + ")";
    }

    private static String before(String path, Path workingFolder) {
        Optional<Path> real = AskSubject.real(path, workingFolder);
        if (real.isEmpty()) {
            return "not a path that can be resolved";
        }
        Path file = real.get();
        String detour = file.equals(workingFolder.resolve(path).normalize()) ? "" : "leads to " + exact(file) + ", ";
        try {
            return detour + (Files.exists(file) ? "now " + bytes(Files.size(file)) : "a new file");
        } catch (IOException unreadable) {
            return detour + "cannot be looked at: " + Harmless.exact(unreadable.toString());
        }
    }

    private static String exact(Path file) {
        return Harmless.exact(file.toString());
    }

    private static String bytes(long count) {
        return count == 1 ? "1 byte" : String.format(Locale.ROOT, "%,d bytes", count);
    }

    private static String value(JsonNode value) {
        return value.isString() ? value.stringValue() : Json.line(value);
    }
}
