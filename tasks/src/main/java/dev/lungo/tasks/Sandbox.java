package dev.lungo.tasks;

import java.util.List;
import java.util.Map;

/** How the waiter of one task is started, so that its command reaches what it may and no more. Closed when that is done. */
sealed interface Sandbox extends AutoCloseable permits NoSandbox, LightSandbox, StrongSandbox {
    /**
     * The one that a task asks for, made ready.
     *
     * @throws TaskException where it cannot be had
     */
    static Sandbox of(TaskFolder folder, Command command) {
        return command.confinement()
                .<Sandbox>map(limits -> switch (limits.strength()) {
                    case LIGHT -> LightSandbox.prepare(limits, folder);
                    case STRONG -> StrongSandbox.prepare(limits, folder, command.cwd());
                })
                .orElseGet(NoSandbox::new);
    }

    /** What the command finds in its environment, on top of all else. */
    Map<String, String> environment();

    /** The words before the shell and its arguments. */
    List<String> words();

    /** What the child has open for the sandbox, from {@link Waiter#FREE_DESCRIPTOR} up. */
    List<Integer> descriptors();

    /** Starts the waiter; answers its process id. */
    long start(Spawn waiter);

    @Override
    void close();
}
