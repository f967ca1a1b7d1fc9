package dev.lungo.tool;

/**
 * Why a call may run or may not; written to the transcript.
 *
 * @param by who or what decided
 * @param why a few words for people, such as the rule that matched and where it is written
 */
public record Grounds(By by, String why) {
    /** Who decides about a call. */
    public enum By {
        /** It only reads where reading needs no permission. */
        READ,
        /** The permission mode. */
        MODE,
        /** A rule of the settings or the command line. */
        RULE,
        /** Every part of the command is known to change nothing. */
        KNOWN,
        /** A sandbox confines the command. */
        SANDBOX,
        /** The person at the terminal, for this call or by an earlier answer. */
        USER,
        /** It would have to be asked about, and nobody is there to ask. */
        NOBODY
    }
}
