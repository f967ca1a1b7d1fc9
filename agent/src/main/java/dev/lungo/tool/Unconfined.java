package dev.lungo.tool;

import dev.lungo.model.Json;

/** The wish of a call to run its command outside the sandbox, which a person must allow each time. */
public final class Unconfined {
    /** Told to the model where no command may leave the sandbox. */
    public static final String REFUSED =
            "Not run: no command may leave the sandbox now, and nobody can be asked. Do what can"
                    + " be done inside, and say what is missing: the user can allow a host (--sandbox-network HOST) or a folder"
                    + " (sandbox.writable in the settings).";

    static final String FIELD = "unconfined";
    static final String REASON = "reason";

    private Unconfined() {}

    /**
     * Whether the call asks for that; without a sandbox it means nothing.
     *
     * @throws ToolInput.Invalid where the field is neither true nor false
     */
    public static boolean isWanted(ToolInput input) {
        return input.flag(FIELD);
    }

    /** Whether a tool has the field; where it has not, there is nothing to leave. */
    public static boolean isOffered(Tool tool) {
        return Json.object(tool.spec().schema())
                .map(schema -> schema.path("properties").has(FIELD))
                .orElse(false);
    }

    /** What the model says it needs that for; may be empty. */
    public static String reason(ToolInput input) {
        return input.optionalText(REASON).orElse("");
    }

    /** The fields, where there is a sandbox that may be left. */
    static Schema offered(Schema schema, Sandbox sandbox) {
        return sandbox.mayBeLeft()
                ? schema.flag(FIELD, "outside the sandbox; asks the user").text(REASON, "why, for the user")
                : schema;
    }
}
