package dev.lungo.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One folder of tasks: programs that embed the engine live and die in it one after the other. Used by one thread. */
final class EngineRound implements ChaosRound {
    /** Kilobytes of the disk for a task: its allowance, and what a flood may write until somebody looks. */
    private static final long ALLOWANCE = 2048;

    private final long seed;
    private final Random random;
    private final Path root;
    private final Path tasks;
    private final Path ledger;
    private final ProcessScan scan;
    private final Verdict verdict = new Verdict();
    private final List<String> story = new ArrayList<>();
    private String figures = "";

    EngineRound(long seed, Path root) throws IOException {
        this.seed = seed;
        this.root = root.toRealPath();
        random = new Random(seed);
        tasks = root.resolve("tasks");
        ledger = root.resolve("ledger");
        scan = new ProcessScan(
                "CHAOS_ROUND=" + seed + "-" + ProcessHandle.current().pid(), this.root);
    }

    @Override
    public List<String> run(KillTable table) throws IOException, InterruptedException {
        try {
            for (int left = 3 + random.nextInt(5);
                    left > 0 && verdict.problems().isEmpty();
                    left--) {
                live(plan(table), table, shapes());
            }
            live(new KillPlan.Never(), table, List.of());
            if (verdict.problems().isEmpty()) {
                judge();
            }
            return verdict.problems();
        } finally {
            scan.killAll();
        }
    }

    private KillPlan plan(KillTable table) {
        return random.nextInt(4) == 0
                ? new KillPlan.At(Duration.ofMillis(200 + random.nextInt(1200)))
                : new KillPlan.AtStep(table.rarest(random, _ -> true), random.nextInt(5) == 0 ? 2 : 1);
    }

    private List<Shape> shapes() {
        var shapes = new ArrayList<Shape>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            shapes.add(Shape.any(random));
        }
        shapes.add(Shape.ORPHANED);
        return shapes;
    }

    private void live(KillPlan plan, KillTable table, List<Shape> shapes) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EngineLife.class.getName(),
                tasks.toString(),
                ledger.toString(),
                Long.toString(random.nextLong())));
        if (!shapes.isEmpty()) {
            command.add(String.join(",", shapes.stream().map(Enum::name).toList()));
        }
        var builder = new ProcessBuilder(command).directory(root.toFile());
        String[] mark = scan.mark().split("=", 2);
        builder.environment().put(mark[0], mark[1]);
        Path out = root.resolve("life-" + (story.size() + 1));
        table.tries(plan);
        Life.End end = new Life(builder, out, () -> 0).run(plan);
        story.add("life " + (story.size() + 1) + " " + shapes + ": " + plan + " -> " + table.enter(end));
        switch (end) {
            case Life.End.Killed _, Life.End.KilledItself _ -> {}
            case Life.End.Exited(int code) -> verdict.must(code == 0, "exit " + code + ": " + Files.readString(out));
            case Life.End.Hangs(String threads) -> verdict.must(false, "a life hangs:\n" + threads);
        }
    }

    private void judge() throws IOException, InterruptedException {
        List<DiskTask> all = DiskTask.all(tasks);
        verdict.ended(all);
        List<String> lines = Files.exists(ledger) ? Files.readAllLines(ledger) : List.of();
        for (DiskTask task : all) {
            verdict.must(lines.contains("told " + task.id()), task.id() + " (" + task.command() + ") was never told");
        }
        Set<String> acknowledged = new HashSet<>();
        for (String line : lines) {
            String id = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("acknowledged ")) {
                acknowledged.add(id);
            } else {
                verdict.must(!acknowledged.contains(id), id + " was told again after it was acknowledged");
            }
        }
        verdict.nobodyLeft(scan);
        verdict.within(ALLOWANCE, tasks);
        figures = story.size() + " lives, " + all.size() + " tasks";
    }

    @Override
    public String figures() {
        return figures;
    }

    @Override
    public String report() {
        return "engine alone, seed " + seed + ", everything is in " + root + "\n" + String.join("\n", story);
    }
}
