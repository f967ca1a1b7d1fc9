package dev.lungo.terminal;

import dev.lungo.agent.Agent;
import dev.lungo.agent.Inbox;
import dev.lungo.model.Model;
import dev.lungo.tasks.Tasks;
import java.util.Optional;

/**
 * What a person at a terminal talks to.
 *
 * @param toBackground makes the command that a call waits for go on in the background; called on any thread, and often
 *     with no such command
 * @param greeting the first lines, such as the version and the folder
 * @param firstPrompt what to begin with, as if it had been typed
 */
public record InteractiveSession(
        Agent agent,
        Inbox inbox,
        Tasks tasks,
        Model model,
        Runnable toBackground,
        String greeting,
        Optional<String> firstPrompt) {}
