package dev.lungo.tasks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a strong sandbox mounts so that it can be written, or not, held by descriptors: another command may give a name to
 * something else while bubblewrap is on its way. Used by one thread.
 */
final class HeldPaths {
    private final int first;
    private final List<Integer> descriptors = new ArrayList<>();

    /** @param first the number that the first of them has in the child */
    HeldPaths(int first) {
        this.first = first;
    }

    /** The number in the child of what is at a real path; none where something else is found there by now. */
    OptionalInt hold(Path real) {
        var descriptor = Descriptors.hold(real);
        if (descriptor < 0) {
            if (Libc.shortage(-descriptor)) {
                Libc.must("opening " + real, descriptor);
            }
            return OptionalInt.empty();
        }
        descriptors.add(descriptor);
        return OptionalInt.of(first + descriptors.size() - 1);
    }

    /** In the order of their numbers. */
    List<Integer> descriptors() {
        return descriptors;
    }
}
