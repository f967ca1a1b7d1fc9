package dev.lungo.tasks;

import dev.lungo.tasks.Libc.Function;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The powers of root, of which a sandboxed command keeps those over files, users and signals; rules for files mean little to
 * who may mount, load a module or read a disk.
 */
enum Capability {
    CHOWN(0),
    DAC_OVERRIDE(1),
    FOWNER(3),
    FSETID(4),
    KILL(5),
    SETGID(6),
    SETUID(7),
    NET_BIND_SERVICE(10);

    private static final int READ_BOUND = 23;
    private static final int DROP_BOUND = 24;
    private static final int AMBIENT = 47;
    private static final int CLEAR_ALL = 4;
    private static final int EVERY = 64;

    private final int number;

    Capability(int number) {
        this.number = number;
    }

    /** So that nothing that this thread starts has more. Of an ordinary user there is nothing to give up. */
    static void giveUp() {
        Libc.must("giving up ambient capabilities", Libc.call(Function.PRCTL, AMBIENT, CLEAR_ALL, 0, 0, 0, 0));
        if (!isRoot()) {
            return;
        }
        var kept = kept();
        for (var number = 0; number < EVERY; number++) {
            if (!kept.contains(number) && Libc.call(Function.PRCTL, READ_BOUND, number, 0, 0, 0, 0) == 1) {
                Libc.must("giving up capability " + number, Libc.call(Function.PRCTL, DROP_BOUND, number, 0, 0, 0, 0));
            }
        }
    }

    static boolean isRoot() {
        return Libc.call(Function.GETEUID) == 0;
    }

    /** As programs call those that are kept. */
    static List<String> names() {
        return EnumSet.allOf(Capability.class).stream()
                .map(kept -> "CAP_" + kept.name())
                .toList();
    }

    private static Set<Integer> kept() {
        return EnumSet.allOf(Capability.class).stream().map(kept -> kept.number).collect(Collectors.toSet());
    }
}
