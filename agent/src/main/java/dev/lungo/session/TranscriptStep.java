package dev.lungo.session;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps of a session that make something durable: a record of each type is written, what was written is forced, a copy
 * of a transcript appears, what a file held is kept.
 */
enum TranscriptStep {
    SESSION,
    PROMPT,
    WITHDRAWN,
    CONVERSATION,
    USER,
    REDRAWN,
    ASSISTANT,
    REPLY,
    TURN_ENDED,
    PERMISSION,
    CALL_STARTED,
    CALL_RESULT,
    FILE_CHANGED,
    REWOUND,
    TASK_ADOPTED,
    FORCE,
    FORKED,
    FILE_KEPT;

    /** The step that writes this record. */
    static TranscriptStep of(ObjectNode record) {
        return valueOf(record.path("type").asString("").toUpperCase(Locale.ROOT));
    }
}
