package dev.lungo.agent;

import dev.lungo.model.Model;
import dev.lungo.model.Prompt.Effort;
import dev.lungo.model.Usage;
import dev.lungo.tasks.Tasks;
import dev.lungo.tool.PermissionPolicy;
import dev.lungo.tool.Toolbox;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A conversation with a model that has tools and background tasks.
 *
 * <p>The thread that calls {@link #run()} or {@link #runToEnd} owns the conversation; every other method may be called
 * from any thread.
 */
public final class Agent {
    private final Parts parts;

    public Agent(Parts parts) {
        this.parts = parts;
    }

    /** Ends the turn at work, if there is one: at once, with a valid history. */
    public void interrupt() {
        throw new IllegalStateException("being built" + parts);
    }

    /** Serves the inbox until {@link #leave()}: turns for what the user types and for notices. */
    public void run() throws InterruptedException {
        throw new InterruptedException("being built");
    }

    /** Makes {@link #run()} return; a turn at work is interrupted first. */
    public void leave() {
        throw new IllegalStateException("being built");
    }

    /**
     * Runs what was submitted, and on until no task runs and everything was told; for headless use.
     *
     * @param backgroundWait at most so long for running tasks once the model has ended its turn; then the model has one
     *     last turn to say what still runs
     */
    public TurnEnd runToEnd(Duration backgroundWait) throws InterruptedException {
        throw new InterruptedException("being built: " + backgroundWait);
    }

    /** Summed over all requests so far. */
    public Usage usage() {
        return Usage.NONE;
    }

    /** What an agent is made of. */
    public record Parts(
            Inbox inbox,
            Model model,
            Toolbox tools,
            Tasks tasks,
            PermissionPolicy policy,
            String system,
            Path workingFolder,
            AgentListener listener,
            Terms terms) {}

    /**
     * The limits of an agent.
     *
     * @param maxTurns model calls per prompt at most
     * @param selfStarted turns that notices may start in a row with no human between
     * @param maxOutputTokens of one answer; 0 lets the model's own limit decide
     */
    public record Terms(int maxTurns, int selfStarted, int maxOutputTokens, Effort effort) {
        public static final Terms DEFAULT = new Terms(Integer.MAX_VALUE, 50, 0, Effort.DEFAULT);
    }
}
