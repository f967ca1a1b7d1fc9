package dev.lungo.tool;

/** The wish of a call to run its command outside the sandbox, which a person must allow each time. */
public final class Unconfined {
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

    /** What the model says it needs that for; may be empty. */
    public static String reason(ToolInput input) {
        return input.optionalText(REASON).orElse("");
    }

    /** The fields, where there is a sandbox that may be left; the system prompt says what they are for. */
    static Schema offered(Schema schema, Sandbox sandbox) {
        return sandbox.mayBeLeft() ? schema.flag(FIELD, "").text(REASON, "") : schema;
    }
}
