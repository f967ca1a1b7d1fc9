package dev.lungo.tool;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What becomes of a running {@code bash} command when the user interrupts the call: it is stopped, and that is said. */
final class Interrupted {
    /** How long the answer waits for the stop; a command that ignores TERM takes longer, in the background. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Task task;
    /** Written once by the thread that stops the task. */
    private final AtomicReference<@Nullable String> result = new AtomicReference<>();

    Interrupted(Task task) {
        this.task = task;
    }

    /** Answers within two seconds, at once when interrupted again, and leaves the thread's interrupt status set. */
    ToolOutcome outcome(String output) {
        Thread stopping = Thread.startVirtualThread(this::stop);
        try {
            var _ = stopping.join(PATIENCE);
        } catch (InterruptedException impatient) {
            // The stop goes on by itself, and the status is set again below in any case.
            return answer(output);
        } finally {
            Thread.currentThread().interrupt();
        }
        return answer(output);
    }

    private void stop() {
        try {
            result.set(StopTexts.of(task, task.stop(Cause.Requester.USER)));
        } catch (TaskException failure) {
            result.set(StopTexts.failed(task, failure));
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
    }

    private ToolOutcome answer(String output) {
        String stop = result.get();
        String text = "The user interrupted the command. "
                + (stop == null ? "Task " + task.id() + " is being stopped (TERM, then KILL)" : stop)
                + ".\n"
                + (output.isEmpty() ? "It had printed nothing." : "Output until then:\n" + output);
        return new ToolOutcome(text, true, StopTexts.told(task));
    }
}
