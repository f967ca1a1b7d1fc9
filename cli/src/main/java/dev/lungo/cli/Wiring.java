package dev.lungo.cli;

import dev.lungo.agent.Agent;
import dev.lungo.agent.AgentListener;
import dev.lungo.agent.Inbox;
import dev.lungo.agent.Past;
import dev.lungo.agent.Rewinding;
import dev.lungo.model.Model;
import dev.lungo.session.FileCheckpoints;
import dev.lungo.session.SavedSession;
import dev.lungo.session.SessionRewind;
import dev.lungo.session.Transcript;
import dev.lungo.tasks.DurableSteps;
import dev.lungo.tasks.Tasks;
import dev.lungo.tool.BuiltinTools;
import dev.lungo.tool.CommandTerms;
import dev.lungo.tool.ForegroundWaits;
import dev.lungo.tool.PermissionPolicy;
import dev.lungo.tool.Tool;
import dev.lungo.tool.Toolbox;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The parts of a conversation, put together. Nothing here touches the network or starts a process. */
final class Wiring implements AutoCloseable {
    private final String sessionId;
    private final Transcript transcript;
    private final Inbox inbox = new Inbox();
    private final ForegroundWaits waits = new ForegroundWaits();
    private final Tasks tasks;
    private final Model model;
    private final Agent agent;
    private final Past past;
    private final List<String> notes;
    private final FileCheckpoints files;
    private final Confining confining;
    private final LeftOpen leftOpen;
    // Written by the thread that ends the run.
    private boolean settled;

    /**
     * Puts a conversation together.
     *
     * @param policy asked before commands and writes
     * @param view hears everything after the transcript has
     * @param headless whether the run ends by itself, after its last answer
     */
    Wiring(Setup setup, PermissionPolicy policy, AgentListener view, boolean headless) {
        TalkOptions options = setup.options();
        sessionId = setup.sessionId();
        Clock clock = Clock.system(offset());
        DurableSteps steps = setup.toolSettings().tasks().steps();
        files = FileCheckpoints.beside(setup.session().transcript()).watchedBy(steps);
        tasks = Tasks.open(
                setup.tasksFolder(),
                setup.sessionId(),
                inbox,
                setup.toolSettings().tasks());
        Model open = setup.connection().open();
        model = Budget.around(
                options.partialMessages() ? new RawEvents(open) : open,
                setup.settings().limits().maxBudget());
        Workspace workspace = workspace(setup);
        confining = Confining.of(setup, workspace, !headless);
        leftOpen = LeftOpen.by(confining);
        confining.resume();
        Toolbox tools = OfferedTools.without(builtin(setup, workspace), options.disallowedTools());
        transcript = setup.session()
                .open(setup.workingFolder(), clock, steps)
                .servedBy(ModelSettings.name(setup.connection()));
        past = transcript.saved().map(SavedSession::past).orElse(Past.NONE);
        String system = SystemPrompt.of(
                setup.workingFolder(),
                setup.addedFolders(),
                LocalDate.now(clock),
                new SandboxWords(setup.settings().sandbox())
                        .forModel(confining.sandbox().mayBeLeft()),
                Instructions.read(setup.workingFolder()),
                headless ? Optional.of(setup.settings().limits().backgroundWait()) : Optional.empty(),
                options.appendedSystemPrompt());
        var warmUp = new WarmUp(tasks, headless);
        AgentListener listener = event -> {
            try {
                transcript.on(event);
            } finally {
                // What cannot be written ends the turn, and the person must see that it does.
                warmUp.on(event);
                view.on(event);
            }
        };
        agent = new Agent(
                new Agent.Parts(
                        inbox,
                        model,
                        tools,
                        tasks,
                        policy,
                        system,
                        setup.workingFolder(),
                        listener,
                        new Agent.Terms(
                                setup.settings().limits().maxTurns().orElse(Integer.MAX_VALUE),
                                Agent.Terms.DEFAULT.selfStarted(),
                                0,
                                setup.settings().effort(),
                                confining.sandbox().strength())),
                past);
        if (setup.session().original().isPresent()) {
            agent.remark(ForkNote.of(
                    setup.session()
                            .saved()
                            .map(saved -> saved.heading().session())
                            .orElse(""),
                    tasks));
        }
        String confined = headless
                ? new Allowance(setup).fileToolsWait()
                : new SandboxWords(setup.settings().sandbox()).note();
        notes = Stream.concat(
                        Stream.of(confined).filter(note -> !note.isEmpty()),
                        ResumeNotes.of(setup, past, transcript, model).stream())
                .toList();
    }

    /** The machine's offset from UTC as it is now: its whole rules take 5 ms to read, and only today's date needs any. */
    private static ZoneOffset offset() {
        int millis = TimeZone.getDefault().getOffset(System.currentTimeMillis());
        return ZoneOffset.ofTotalSeconds(millis / 1000);
    }

    private List<Tool> builtin(Setup setup, Workspace workspace) {
        return BuiltinTools.all(
                workspace,
                tasks,
                new CommandTerms(
                        setup.toolSettings().limits(),
                        setup.toolSettings().withheld(),
                        confining.sandbox(),
                        new Allowance(setup).unreadable(workspace)),
                waits,
                files);
    }

    private static Workspace workspace(Setup setup) {
        try {
            return Workspace.of(setup.workingFolder(), setup.addedFolders());
        } catch (IOException gone) {
            throw new UncheckedIOException("a folder to work in is not there", gone);
        }
    }

    Agent agent() {
        return agent;
    }

    ForegroundWaits waits() {
        return waits;
    }

    Inbox inbox() {
        return inbox;
    }

    Tasks tasks() {
        return tasks;
    }

    Model model() {
        return model;
    }

    /** What was said before in this session. */
    Past past() {
        return past;
    }

    /** Tells what a person should know of how this session goes on; what has to be looked for first, from a thread beside. */
    void tellNotes(Consumer<String> person) {
        notes.forEach(person);
        leftOpen.tell(person);
    }

    /** Takes this session back to an earlier prompt. */
    Rewinding rewinding() {
        return new SessionRewind(transcript.path(), files, agent::between);
    }

    /** How to go on with this session later; empty where nothing was said in it and no task adopted. */
    Optional<String> farewell() {
        return transcript.isUsed()
                ? Optional.of("to go on with this session: lungo --resume " + sessionId)
                : Optional.empty();
    }

    /** Stops the tasks that end with the session; answers what there is to say. */
    List<String> stopTasks() throws InterruptedException {
        settled = true;
        return Farewell.leave(tasks);
    }

    /** The person has decided what becomes of the tasks, and that was done. */
    void tasksSettled() {
        settled = true;
    }

    /** Ends everything, within a limit also where tasks survive their stop. */
    @Override
    public void close() {
        Farewell.close(tasks, settled);
        leftOpen.close();
        confining.close(tasks);
        model.close();
        transcript.close();
    }
}
