package dev.lungo.permission;

import java.util.Arrays;
import java.util.Optional;

/** How freely an agent acts where no rule decides. */
public enum PermissionMode {
    /** Commands and writes are asked about, except commands that are known to change nothing. */
    DEFAULT("default"),
    /** Changes of files in the workspace are not asked about. */
    ACCEPT_EDITS("acceptEdits"),
    /** Nothing is changed: the agent looks and makes a plan. */
    PLAN("plan"),
    /** What would be asked about is denied. */
    DONT_ASK("dontAsk"),
    /** Nothing is asked about; what a rule denies stays denied. */
    BYPASS("bypassPermissions");

    private final String spelling;

    PermissionMode(String spelling) {
        this.spelling = spelling;
    }

    /** As options and settings write it. */
    public String spelling() {
        return spelling;
    }

    public static Optional<PermissionMode> of(String spelling) {
        return Arrays.stream(values())
                .filter(mode -> mode.spelling.equals(spelling))
                .findFirst();
    }
}
