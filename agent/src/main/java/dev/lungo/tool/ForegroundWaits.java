package dev.lungo.tool;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The waits that hold up a turn at this moment. A view ends them when the user sends the running command to the
 * background. Safe for any thread.
 */
public final class ForegroundWaits {
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();

    /** Nothing waits at first. */
    public ForegroundWaits() {}

    /**
     * Ends every wait; the tasks go on in the background and the model is told so.
     *
     * @return how many waits ended
     */
    public int sendToBackground() {
        int ended = 0;
        for (Wait wait : List.copyOf(waits)) {
            if (waits.remove(wait)) {
                wait.end.run();
                ended++;
            }
        }
        return ended;
    }

    /** Registers a wait until it is closed. */
    Wait open(Runnable end) {
        var wait = new Wait(end);
        waits.add(wait);
        return wait;
    }

    /** A wait that the user can end. */
    final class Wait implements AutoCloseable {
        private final Runnable end;

        private Wait(Runnable end) {
            this.end = end;
        }

        @Override
        public void close() {
            waits.remove(this);
        }
    }
}
