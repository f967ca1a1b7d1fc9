package dev.lungo.chaos;

import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.testing.MessagesRequest;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One project and some sessions in it: Lungo lives, dies and goes on some times, then may finish each of them in peace, and
 * then everything is looked at. Used by one thread.
 */
final class Round implements ChaosRound {
    static final String PROMPT = "Prompt of the chaos: ";

    /** A life that finished may have stopped tasks on leaving, whose ends the next one tells. */
    private static final int LAST_LIVES = 4;

    /** Kilobytes of the disk for a task: a flood's, which is far below what a task may have. */
    private static final long ALLOWANCE = 4096;

    private static final String BYPASS = "--permission-mode=bypassPermissions";

    /** Steps that the thread takes which waits for the model: while it does, nobody is killed. */
    private static final Set<String> AFTER_AN_ANSWER =
            Set.of("ASSISTANT", "REPLY", "TURN_ENDED", "CALL_STARTED", "CALL_RESULT", "FILE_CHANGED", "FILE_KEPT");

    private final long seed;
    private final Random random;
    private final Path root;
    private final LungoProgram program;
    private final StrictMessagesServer server = StrictMessagesServer.start();
    private final Brain brain;
    private final ProcessScan scan;
    private final ProjectState project;
    private final Verdict verdict = new Verdict();
    private final List<String> story = new ArrayList<>();
    private final List<SessionStory> sessions = new ArrayList<>();
    private String figures = "";
    private int prompts;
    private int lives;

    Round(long seed, Path root) throws IOException {
        this.seed = seed;
        this.root = root;
        random = new Random(seed);
        brain = new Brain(new Random(seed + 1));
        server.otherwise(brain);
        String mark = "CHAOS_ROUND=" + seed + "-" + ProcessHandle.current().pid();
        program = new LungoProgram(root)
                .against(server.url())
                .with("CHAOS_ROUND", mark.substring(mark.indexOf('=') + 1))
                .with("LUNGO_ORPHAN_GRACE_MS", "4000")
                .running("dev.lungo.cli.KillableLungo");
        scan = new ProcessScan(mark, root.toRealPath());
        project = new ProjectState(program.state().resolve("projects"));
    }

    @Override
    public List<String> run(KillTable table) throws IOException, InterruptedException {
        var plans = new Plans(random, table, this::fresh);
        try (server) {
            for (int left = 8 + random.nextInt(6);
                    left > 0 && verdict.problems().isEmpty();
                    left--) {
                live(plans.next(sessions, project.tasks()), table);
                pause();
            }
            brain.finish();
            for (SessionStory session : List.copyOf(sessions)) {
                for (int left = LAST_LIVES;
                        left > 0 && verdict.problems().isEmpty() && !session.isFinished(project.tasks());
                        left--) {
                    live(new Plan(new Deed.GoOn(session), new KillPlan.Never(), Wishes.NONE), table);
                }
            }
            if (verdict.problems().isEmpty()) {
                judge();
            }
            return verdict.problems();
        } finally {
            scan.killAll();
        }
    }

    private SessionStory fresh() {
        return new SessionStory(new UUID(random.nextLong(), random.nextLong()).toString(), project);
    }

    private void live(Plan plan, KillTable table) throws IOException, InterruptedException {
        SessionStory session = plan.deed().story();
        int asked = server.requests().size();
        brain.begin(withRival(plan));
        table.tries(plan.end());
        Path out = root.resolve("life-" + ++lives);
        Life.End end = end(plan, out);
        String how = table.enter(end);
        story.add("life " + lives + ": " + plan.deed() + ", " + plan.end() + " -> " + how);
        switch (end) {
            case Life.End.Killed _, Life.End.KilledItself _ -> {}
            case Life.End.Exited(int code) ->
                verdict.must(
                        code == 0,
                        "life " + lives + " ended with " + code + ": "
                                + (Files.exists(out) ? Files.readString(out) : "at a terminal"));
            case Life.End.Hangs(String threads) -> verdict.must(false, "life " + lives + " hangs:\n" + threads);
        }
        if (session.isBegun()) {
            List<MessagesRequest> requests = server.requests();
            session.lived(
                    requests.size() > asked ? Optional.of(requests.getLast()) : Optional.empty(),
                    // Taking back asks the model nothing: what it was asked last is no longer what was said.
                    how.equals("exit 0") && !(plan.deed() instanceof Deed.TakeBack));
            if (!sessions.contains(session)) {
                sessions.add(session);
            }
        }
    }

    private Life.End end(Plan plan, Path out) throws IOException, InterruptedException {
        return switch (plan.deed()) {
            case Deed.Begin(var begun) -> run(plan, out, prompt("--session-id", begun.id()));
            case Deed.GoOn(var session) -> run(plan, out, prompt("--resume", session.id()));
            case Deed.Copy(var original, var copy) -> {
                copy.copied();
                yield run(plan, out, prompt("--resume", original.id(), "--fork-session", "--session-id", copy.id()));
            }
            case Deed.TakeBack(var session) ->
                run(plan, out, "rewind", place(session), "--session", session.id(), "--conversation", "--files");
            case Deed.Withdraw(var session) ->
                person().withdraws(session, plan.end(), PROMPT + prompts++, PROMPT + prompts++);
            case Deed.Adopt(var session, var task) -> person().adopts(session, task, plan.end());
        };
    }

    private String[] prompt(String... which) {
        var arguments = new ArrayList<>(List.of("-p", PROMPT + prompts++, BYPASS, "--background-wait=6"));
        arguments.addAll(List.of(which));
        return arguments.toArray(String[]::new);
    }

    private Life.End run(Plan plan, Path out, String... arguments) throws IOException, InterruptedException {
        return new Life(program.builder(arguments), out, () -> server.requests().size()).run(plan.end());
    }

    private Person person() {
        return new Person(program, server, root.resolve("diary"));
    }

    /** The number of one of the last prompts, in the list that is there to choose from. */
    private String place(SessionStory session) throws IOException, InterruptedException {
        var list = program.builder("rewind", "--session", session.id())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> numbers = list.inputReader()
                .lines()
                .filter(line -> line.matches("\\s*\\d+ .*" + PROMPT + ".*"))
                .map(line -> line.strip().replaceFirst(" .*", ""))
                .toList();
        list.waitFor();
        return numbers.isEmpty() ? "1" : numbers.get(numbers.size() - 1 - random.nextInt(Math.min(3, numbers.size())));
    }

    /** Sometimes somebody else wants the session while the model thinks, and must be refused. */
    private Wishes withRival(Plan plan) {
        boolean waits = plan.deed() instanceof Deed.GoOn
                && plan.end() instanceof KillPlan.AtStep(KillPoint(String step, var _), var _)
                && AFTER_AN_ANSWER.contains(step);
        return waits && random.nextInt(3) == 0
                ? plan.wishes().with(() -> rival(plan.deed().story()))
                : plan.wishes();
    }

    private void rival(SessionStory session) {
        int asked = server.requests().size();
        String prompt = "Prompt of a rival";
        try {
            Path out = root.resolve("rival-" + lives);
            var builder = program.builder("-p", prompt, BYPASS, "--resume", session.id());
            Life.End end = new Life(builder, out, () -> 0).run(new KillPlan.Never());
            String said = Files.readString(out);
            boolean refused = end instanceof Life.End.Exited(int code) && code != 0;
            verdict.must(refused && said.contains("is in use by the process"), "a rival was not refused: " + said);
        } catch (IOException failed) {
            throw new UncheckedIOException("a rival could not be started", failed);
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
        verdict.must(server.requests().size() == asked, "a rival asked the model");
        verdict.must(!session.file().prompts().contains(prompt), "a rival's prompt was accepted");
    }

    /** Some tasks end while nobody is there, and some do not. */
    private void pause() throws InterruptedException {
        if (random.nextInt(4) == 0) {
            var _ = new CountDownLatch(1).await(random.nextInt(1500), TimeUnit.MILLISECONDS);
        }
    }

    private void judge() throws IOException, InterruptedException {
        server.violations().forEach(violation -> verdict.must(false, "the server refused " + violation));
        Set<String> ids = sessions.stream().map(SessionStory::id).collect(Collectors.toSet());
        verdict.must(Set.copyOf(project.begun()).equals(ids), "sessions on disk: " + project.begun() + ", not " + ids);
        List<DiskTask> tasks = project.tasks();
        verdict.ended(tasks);
        sessions.forEach(session -> session.judge(verdict, tasks));
        verdict.filesKept(sessions.stream()
                .flatMap(session -> session.file().changes().stream())
                .toList());
        verdict.nobodyLeft(scan);
        verdict.within(ALLOWANCE, project.tasksFolder());
        figures = lives + " lives, " + sessions.size() + " sessions, " + tasks.size() + " tasks, "
                + sessions.stream().mapToInt(SessionStory::prompts).sum() + " prompts, "
                + server.requests().size() + " requests";
    }

    @Override
    public String figures() {
        return figures;
    }

    @Override
    public String report() {
        return "seed " + seed + ", everything is in " + root + "\n" + String.join("\n", story);
    }
}
