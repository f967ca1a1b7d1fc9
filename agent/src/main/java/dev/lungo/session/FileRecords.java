package dev.lungo.session;

import dev.lungo.model.Json;
import dev.lungo.tool.FileChange;
import dev.lungo.tool.Fingerprint;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The record {@code file_changed} of a transcript as JSON, to and fro. */
final class FileRecords {
    static final String CHANGED = "file_changed";

    private FileRecords() {}

    static ObjectNode changed(FileChange change, String callId) {
        ObjectNode record = Json.object().put("type", CHANGED);
        if (!callId.isEmpty()) {
            record.put("call", callId);
        }
        record.put("path", change.file().toString());
        change.before()
                .ifPresent(version -> record.put("before", version.content().hex())
                        .put("mode", "0" + Integer.toOctalString(version.mode())));
        change.after().ifPresent(after -> record.put("after", after.hex()));
        return record;
    }

    /** @throws IllegalArgumentException where a field cannot be what it should be */
    static FileChange change(ObjectNode record) {
        return new FileChange(
                Path.of(record.path("path").asString("")),
                fingerprint(record.path("before"))
                        .map(content -> new FileChange.Version(
                                content, Integer.parseInt(record.path("mode").asString(""), 8))),
                fingerprint(record.path("after")));
    }

    private static Optional<Fingerprint> fingerprint(JsonNode node) {
        return node.isString() ? Optional.of(new Fingerprint(node.stringValue())) : Optional.empty();
    }
}
