package dev.lungo.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The files that a person took changes back of and the model has not heard of, as the records tell. Used by one thread. */
final class FilesTakenBack {
    private final List<Rewind> rewinds = new ArrayList<>();
    private final Set<String> untold = new LinkedHashSet<>();

    /** @param from the prompt from which on changes were taken back; 0 for another place */
    private record Rewind(int from, List<String> files) {}

    /**
     * Somebody took something back.
     *
     * @param prompt that the conversation was taken back to; 0 where it stayed
     * @return the files that went back with the conversation
     */
    Set<String> rewound(ObjectNode record, int prompt) {
        var together = new LinkedHashSet<String>();
        if (record.path("files").asBoolean(false)) {
            rewinds.add(new Rewind(record.path("files_from").asInt(0), new ArrayList<>()));
        }
        if (prompt > 0) {
            // Who has not heard of the changes need not hear that they are gone; whoever was told may not know it any
            // more.
            rewinds.stream().filter(rewind -> rewind.from() >= prompt).forEach(one -> together.addAll(one.files()));
            rewinds.removeIf(rewind -> rewind.from() >= prompt);
            untold.clear();
            rewinds.forEach(rewind -> untold.addAll(rewind.files()));
        }
        return together;
    }

    /** A change that no call made takes one back. */
    void changed(ObjectNode record) {
        if (record.path("call").asString("").isEmpty() && !rewinds.isEmpty()) {
            String path = RecordedContent.text(record, "path");
            rewinds.getLast().files().add(path);
            untold.add(path);
        }
    }

    /** A message was drawn behind it. */
    void told() {
        untold.clear();
    }

    Set<String> untold() {
        return untold;
    }
}
