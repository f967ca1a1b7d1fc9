package dev.lungo.tool;

import dev.lungo.proxy.Denial;
import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Strength;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What confines the commands of an agent, and its file tools with them. Safe for any thread. */
public interface Sandbox {
    /** Nothing is confined. */
    Sandbox OFF = new NoSandbox();

    /**
     * What limits a command that starts now; empty where nothing does.
     *
     * @param outside whether its call asks to run without limits, which was allowed if it may be
     * @throws ToolInput.Invalid when it asks for what {@link #checkLeaving} refuses
     * @throws IOException when what the limits need is not to be had; the command must not run then
     */
    Optional<Confinement> confinement(boolean outside) throws IOException;

    /** By what means commands that start now are confined; empty where they are not. */
    Optional<Strength> strength();

    /** Whether there is a sandbox that a call may ask to leave. */
    boolean mayBeLeft();

    /**
     * Lets a command leave the sandbox that may.
     *
     * @throws ToolInput.Invalid where none may, saying so
     */
    void checkLeaving();

    /**
     * Lets a file tool change a file that commands could change as well. It looks each time anew: between the call's refusal and
     * its run a person may be asked, for hours, and commands go on.
     *
     * @throws ToolInput.Invalid when they could not, saying why
     */
    void checkChange(Path real);

    /** What confined commands find in their environment because of it. */
    Map<String, String> environment();

    /** The real paths that file tools must not read, as they are now. */
    Predicate<Path> hidden();

    /** The connections that commands were refused in this time. */
    List<Denial> denied(Instant from, Instant to);
}
