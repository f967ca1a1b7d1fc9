package dev.lungo.chaos;

import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One project and one session in it: Lungo lives, dies and is resumed some times, then may finish in peace, and then
 * everything is looked at. Used by one thread.
 */
final class Round implements ChaosRound {
    static final String PROMPT = "Prompt of the chaos: ";

    /** A life that finished may have stopped tasks on leaving, whose ends the next one tells. */
    private static final int LAST_LIVES = 4;

    /** Kilobytes of the disk for a task: a flood's, which is far below what a task may have. */
    private static final long ALLOWANCE = 4096;

    private final long seed;
    private final Random random;
    private final Path root;
    private final LungoProgram program;
    private final StrictMessagesServer server = StrictMessagesServer.start();
    private final Brain brain;
    private final ProcessScan scan;
    private final Verdict verdict = new Verdict();
    private final List<String> story = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
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
    }

    @Override
    public List<String> run(KillTable table) throws IOException, InterruptedException {
        try (server) {
            for (int left = 3 + random.nextInt(6);
                    left > 0 && verdict.problems().isEmpty();
                    left--) {
                KillPlan plan = Plans.next(random, table);
                List<Shape> needed = Plans.needed(plan);
                brain.begin(4 + random.nextInt(4), needed, needed.contains(Shape.FOREVER));
                live(plan, table);
                pause();
            }
            brain.finish();
            for (int left = LAST_LIVES; left > 0 && verdict.problems().isEmpty() && !finished(); left--) {
                live(new KillPlan.Never(), table);
            }
            if (verdict.problems().isEmpty()) {
                judge();
            }
            return verdict.problems();
        } finally {
            scan.killAll();
        }
    }

    private void live(KillPlan plan, KillTable table) throws IOException, InterruptedException {
        String prompt = PROMPT + prompts;
        var arguments =
                new ArrayList<>(List.of("-p", prompt, "--permission-mode=bypassPermissions", "--background-wait=6"));
        if (transcript().isPresent()) {
            arguments.add("--continue");
        }
        Path out = root.resolve("life-" + ++lives);
        var builder = program.builder(arguments.toArray(String[]::new));
        Life.End end = new Life(builder, out, () -> server.requests().size()).run(plan);
        story.add("life " + lives + ": " + plan + " -> " + table.enter(end));
        switch (end) {
            case Life.End.Killed _, Life.End.KilledItself _ -> {}
            case Life.End.Exited(int code) ->
                verdict.must(code == 0, "life " + lives + " ended with " + code + ": " + Files.readString(out));
            case Life.End.Hangs(String threads) -> verdict.must(false, "life " + lives + " hangs:\n" + threads);
        }
        settle(prompt);
    }

    /** What was written down counts as said; what was not, the user types again. */
    private void settle(String prompt) throws IOException {
        Optional<Path> file = transcript();
        if (file.isPresent() && new TranscriptFile(file.get(), true).accepted(prompt)) {
            accepted.add(prompt);
            prompts++;
        }
    }

    /** Some tasks end while nobody is there, and some do not. */
    private void pause() throws InterruptedException {
        if (random.nextBoolean()) {
            var _ = new CountDownLatch(1).await(random.nextInt(1500), TimeUnit.MILLISECONDS);
        }
    }

    /** Whether a life has ended by itself since the last kill and nothing is untold. */
    private boolean finished() throws IOException {
        Optional<Path> file = transcript();
        if (file.isEmpty() || !story.getLast().endsWith("exit 0")) {
            return false;
        }
        var told = new TranscriptFile(file.get(), false).told();
        return tasks().stream().allMatch(task -> task.over() && told.containsKey(task.id()));
    }

    private void judge() throws IOException, InterruptedException {
        var transcript = new TranscriptFile(transcript().orElseThrow(), false);
        transcript.problems().forEach(problem -> verdict.must(false, problem));
        server.violations().forEach(violation -> verdict.must(false, "the server refused " + violation));
        verdict.must(sessions().size() == 1, "there are several sessions: " + sessions());
        var last = server.requests().getLast();
        List<DiskTask> tasks = tasks();
        verdict.ended(tasks);
        verdict.toldOnce(tasks, transcript.told(), last);
        verdict.promptsKept(accepted, last);
        verdict.nobodyLeft(scan);
        verdict.within(ALLOWANCE, projectState().orElseThrow().resolve("tasks"));
        figures = lives + " lives, " + tasks.size() + " tasks, " + accepted.size() + " prompts, "
                + server.requests().size() + " requests";
    }

    @Override
    public String figures() {
        return figures;
    }

    private List<DiskTask> tasks() throws IOException {
        Optional<Path> state = projectState();
        return state.isEmpty() ? List.of() : DiskTask.all(state.get().resolve("tasks"));
    }

    /** The transcript of the one session in which something was said. */
    private Optional<Path> transcript() throws IOException {
        return sessions().stream().findFirst();
    }

    private List<Path> sessions() throws IOException {
        Optional<Path> state = projectState();
        var begun = new ArrayList<Path>();
        if (state.isPresent()) {
            for (Path file : listed(state.get().resolve("sessions"), "*.jsonl")) {
                if (new TranscriptFile(file, true).isBegun()) {
                    begun.add(file);
                }
            }
        }
        return begun;
    }

    private Optional<Path> projectState() throws IOException {
        return listed(program.state().resolve("projects"), "*").stream().findFirst();
    }

    private static List<Path> listed(Path folder, String names) throws IOException {
        var all = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, names)) {
                found.forEach(all::add);
            }
        }
        return all;
    }

    @Override
    public String report() throws IOException {
        return "seed " + seed + ", everything is in " + root + "\n" + String.join("\n", story) + "\n"
                + transcript().map(Path::toString).orElse("no transcript");
    }
}
