package dev.lungo.session;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** The steps of a transcript that make something durable: a record of each type is written, and what was written forced. */
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
    FORCE;

    /** The step that writes this record. */
    static TranscriptStep of(ObjectNode record) {
        return valueOf(record.path("type").asString("").toUpperCase(Locale.ROOT));
    }
}
