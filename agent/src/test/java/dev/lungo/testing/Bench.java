package dev.lungo.testing;

import dev.lungo.agent.Agent;
import dev.lungo.agent.AgentListener;
import dev.lungo.agent.Inbox;
import dev.lungo.agent.Past;
import dev.lungo.model.Model;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.Tasks;
import dev.lungo.tool.PermissionPolicy;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolOutcome;
import dev.lungo.tool.Toolbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An agent on a test's bench: real tasks in a folder of the test's, a model and tools that the test plans. */
public final class Bench implements AutoCloseable {
    private final Path folder;
    private final Inbox inbox = new Inbox();
    private final Semaphore queued = new Semaphore(0);
    private final Tasks tasks;
    private final RecordedEvents events = new RecordedEvents();
    private final List<Tool> tools = new ArrayList<>();
    private PermissionPolicy policy = PermissionPolicy.BYPASS;
    private Agent.Terms terms = Agent.Terms.DEFAULT;
    private AgentListener listener = events;

    public Bench(Path folder) {
        this(folder, "test-session");
    }

    public Bench(Path folder, String session) {
        this.folder = folder;
        this.tasks = Tasks.open(folder.resolve("tasks"), session, (task, end) -> {
            inbox.ended(task, end);
            queued.release();
        });
        tools.add(background());
    }

    public Bench tool(Tool tool) {
        tools.add(tool);
        return this;
    }

    public Bench policy(PermissionPolicy policy) {
        this.policy = policy;
        return this;
    }

    public Bench terms(Agent.Terms terms) {
        this.terms = terms;
        return this;
    }

    /** Put in front of the recorded events. */
    public Bench listener(AgentListener first) {
        this.listener = event -> {
            first.on(event);
            events.on(event);
        };
        return this;
    }

    public Agent agent(Model model) {
        return agent(model, Past.NONE);
    }

    /** One that goes on where another ended. */
    public Agent agent(Model model, Past past) {
        return new Agent(
                new Agent.Parts(
                        inbox, model, new Toolbox(tools), tasks, policy, "You are a test.", folder, listener, terms),
                past);
    }

    public Inbox inbox() {
        return inbox;
    }

    /** Waits for one more end to have reached the inbox. */
    public void awaitNotice() throws InterruptedException {
        if (!queued.tryAcquire(1, TimeUnit.MINUTES)) {
            throw new AssertionError("no task ended; running: " + tasks.list());
        }
    }

    public Tasks tasks() {
        return tasks;
    }

    public RecordedEvents events() {
        return events;
    }

    public Path folder() {
        return folder;
    }

    /** Starts what {@code command} says and answers at once. */
    private Tool background() {
        return new PlannedTool("background", Tool.Access.COMMAND, (input, context) -> {
            Task task = tasks.start(
                    Command.shell(input.text("command")).withCwd(folder).withOrigin(context.callId()));
            context.started(task);
            return ToolOutcome.ok("Background task " + task.id() + " started");
        });
    }

    @Override
    public void close() {
        tasks.close();
    }
}
