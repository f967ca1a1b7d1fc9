package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;

/** How far the reading of a line has come, all its texts together. */
final class Progress {
    /** Written by the readers of one line, on one thread. */
    private int texts;

    private final List<ShellCommand.Simple> commands = new ArrayList<>();
    private boolean broken;

    /** A text more is read; answers how many that makes. */
    int another() {
        return ++texts;
    }

    void finished(ShellCommand.Simple command) {
        commands.add(command);
    }

    /** The reading ends within this command. */
    void broken(ShellCommand.Simple command) {
        // A substitution that breaks breaks the command around it, too.
        commands.add(command);
        broken = true;
    }

    /** Simple commands in the order in which they ended; the last one is not whole where the reading ended within it. */
    List<ShellCommand.Simple> commands() {
        return commands;
    }

    boolean isBroken() {
        return broken;
    }
}
