package dev.lungo.session;

import dev.lungo.agent.Agent;
import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.Inbox;
import dev.lungo.agent.Past;
import dev.lungo.agent.TurnEnd;
import dev.lungo.model.Connection;
import dev.lungo.model.Model;
import dev.lungo.tasks.Tasks;
import dev.lungo.testing.RecordedEvents;
import dev.lungo.testing.StrictMessagesServer;
import dev.lungo.tool.BuiltinTools;
import dev.lungo.tool.CommandTerms;
import dev.lungo.tool.ForegroundWaits;
import dev.lungo.tool.PermissionPolicy;
import dev.lungo.tool.Toolbox;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One agent's time on the session {@code s1}: real tools and tasks, a real transcript, the model behind a server. Closing it
 * leaves everything as a killed agent would: tasks run on, the transcript ends where it ends.
 */
final class Sitting implements AutoCloseable {
    private final Transcript transcript;
    private final Inbox inbox = new Inbox();
    private final RecordedEvents events = new RecordedEvents();
    private final Tasks tasks;
    private final Model model;
    private final Agent agent;

    /** The agent dies here, as a test wants it. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Sitting(Path home, StrictMessagesServer server, String system, Transcript transcript, int records)
            throws IOException {
        this.transcript = transcript.servedBy("anthropic");
        Path work = Files.createDirectories(home.resolve("work")).toRealPath();
        tasks = Tasks.open(home.resolve("tasks"), "s1", inbox);
        model = new Connection.Anthropic(
                        server.url(),
                        "key",
                        "",
                        Map.of(),
                        "claude-opus-5-5",
                        new Connection.Patience(Duration.ofSeconds(60), 3, Duration.ofMillis(1)))
                .open();
        var tools = new Toolbox(BuiltinTools.all(
                Workspace.of(work, List.of()),
                tasks,
                CommandTerms.OPEN,
                new ForegroundWaits(),
                FileCheckpoints.beside(path(home))));
        var left = new AtomicInteger(records);
        agent = new Agent(
                new Agent.Parts(
                        inbox,
                        model,
                        tools,
                        tasks,
                        PermissionPolicy.BYPASS,
                        system,
                        work,
                        event -> {
                            transcript.on(event);
                            events.on(event);
                            if (isRecorded(event) && left.decrementAndGet() == 0) {
                                throw new Died();
                            }
                        },
                        Agent.Terms.DEFAULT),
                transcript.saved().map(SavedSession::past).orElse(Past.NONE));
    }

    static Path path(Path home) {
        return home.resolve("sessions/s1.jsonl");
    }

    static Sitting begin(Path home, StrictMessagesServer server, String system) throws IOException {
        return begin(home, server, system, 0);
    }

    /** One that dies right behind that record, from 1 on. */
    static Sitting begin(Path home, StrictMessagesServer server, String system, int records) throws IOException {
        var heading = new Heading("s1", home.toString(), "test", Optional.empty());
        return new Sitting(home, server, system, Transcript.create(path(home), heading, Clock.systemUTC()), records);
    }

    static Sitting resume(Path home, StrictMessagesServer server, String system) throws IOException {
        return new Sitting(home, server, system, Transcript.resume(path(home), Clock.systemUTC()), 0);
    }

    TurnEnd say(String prompt) throws InterruptedException {
        inbox.submit(prompt);
        return goOn();
    }

    /** Without a new prompt. */
    TurnEnd goOn() throws InterruptedException {
        return agent.runToEnd(Duration.ofMinutes(1));
    }

    /** Has the agent end in the middle of what it does, as if it had crashed. */
    void abandon() {
        agent.abandon();
    }

    RecordedEvents events() {
        return events;
    }

    Tasks tasks() {
        return tasks;
    }

    Past past() {
        return transcript.saved().map(SavedSession::past).orElse(Past.NONE);
    }

    @Override
    public void close() {
        tasks.leave();
        model.close();
        transcript.close();
    }

    private static boolean isRecorded(AgentEvent event) {
        return switch (event) {
            case AgentEvent.ConversationStarted _,
                    AgentEvent.PromptSubmitted _,
                    AgentEvent.Appended _,
                    AgentEvent.Redrawn _,
                    AgentEvent.RequestStarting _,
                    AgentEvent.FileChanging _,
                    AgentEvent.Rewound _,
                    AgentEvent.FilesTakenBack _,
                    AgentEvent.PromptsWithdrawn _,
                    AgentEvent.TaskAdopted _,
                    AgentEvent.Replied _,
                    AgentEvent.TurnEnded _ -> true;
            case AgentEvent.Resumed _,
                    AgentEvent.TurnStarted _,
                    AgentEvent.Replying _,
                    AgentEvent.CallStarting _,
                    AgentEvent.CallRunning _,
                    AgentEvent.CallFinished _,
                    AgentEvent.PermissionDecided _,
                    AgentEvent.TaskStarted _,
                    AgentEvent.TaskEnded _,
                    AgentEvent.Said _ -> false;
        };
    }
}
