package dev.lungo.terminal;

import dev.lungo.agent.Agent;
import dev.lungo.agent.Inbox;
import dev.lungo.agent.Past;
import dev.lungo.agent.Rewinding;
import dev.lungo.model.Model;
import dev.lungo.permission.Permissions;
import dev.lungo.tasks.Tasks;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a person at a terminal talks to.
 *
 * @param permissions what the agent may do, of which the person changes the mode
 * @param toBackground makes the command that a call waits for go on in the background; called on any thread, and often
 *     with no such command
 * @param greeting the first lines, such as the version and the folder
 * @param firstPrompt what to begin with, as if it had been typed
 * @param past what was said before, of a session that goes on
 * @param notes tells what the person should know, on any thread where that takes a look around
 * @param sessionId what owns the tasks
 * @param rewinding takes the session back to an earlier prompt
 * @param workingFolder its real path; files in it are named by the rest of theirs
 */
public record InteractiveSession(
        Agent agent,
        Inbox inbox,
        Tasks tasks,
        Model model,
        Permissions permissions,
        Runnable toBackground,
        String greeting,
        Optional<String> firstPrompt,
        Past past,
        Consumer<Consumer<String>> notes,
        String sessionId,
        Rewinding rewinding,
        Path workingFolder) {
    /** A new one. */
    public InteractiveSession(
            Agent agent,
            Inbox inbox,
            Tasks tasks,
            Model model,
            Permissions permissions,
            Runnable toBackground,
            String greeting,
            Optional<String> firstPrompt) {
        this(
                agent,
                inbox,
                tasks,
                model,
                permissions,
                toBackground,
                greeting,
                firstPrompt,
                Past.NONE,
                _ -> {},
                "",
                Rewinding.NONE,
                Path.of("/"));
    }
}
