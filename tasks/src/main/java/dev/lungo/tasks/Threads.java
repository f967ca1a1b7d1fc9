package dev.lungo.tasks;

/** Waiting for threads that are known to end soon. */
final class Threads {
    private Threads() {}

    /** Waits for the thread's end; an interrupt is kept for the caller, who cannot leave the thread behind. */
    static void join(Thread thread) {
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
