package dev.lungo.shell;

import java.util.List;

/** What running a script may run. */
public final class Commands {
    private Commands() {}

    /** Every simple command, in the order in which they stand, those of substitutions before the command they are in. */
    public static List<Invocation> of(Script script) {
        return List.of();
    }
}
