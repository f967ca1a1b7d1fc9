package dev.lungo.cli;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.AgentListener;
import dev.lungo.model.ReplyEvent;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.Tasks;

/**
 * Loads what the first command needs while the model still writes its first call, and then looks after what dead engines
 * left: a run that calls nothing does not pay for it, and one that does need not wait. In a terminal it does so while the
 * model writes its first words, whatever they are: loading it also hides the keys, and what earlier sessions left running
 * could look at a program that sits there for hours.
 */
final class WarmUp implements AgentListener {
    private final Tasks tasks;
    private final boolean headless;
    /** Only the agent's events write it, one at a time. */
    private boolean begun;

    WarmUp(Tasks tasks, boolean headless) {
        this.tasks = tasks;
        this.headless = headless;
    }

    @Override
    public void on(AgentEvent event) {
        if (!begun
                && event instanceof AgentEvent.Replying(var reply)
                && (reply instanceof ReplyEvent.CallStarted || !headless)) {
            begun = true;
            Thread.startVirtualThread(this::warmUp);
        }
    }

    private void warmUp() {
        try {
            tasks.warmUp();
            tasks.tidy();
        } catch (TaskException _) {
            // the first command fails the same way, and its call says so
        }
    }
}
