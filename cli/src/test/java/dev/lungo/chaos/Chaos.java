package dev.lungo.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rounds of chaos, one after the other, from a seed: of the whole program, or of the engine alone. */
public final class Chaos {
    /** So many rounds between two tables, for those who do not wait for the last. */
    private static final int TABLE_EVERY = 10;

    private final String what;
    private final Maker maker;
    private final long seed;
    private final KillTable table;
    private final List<String> failures = new ArrayList<>();

    private interface Maker {
        ChaosRound make(long seed, Path root) throws IOException;
    }

    private Chaos(String what, Maker maker, long seed, KillTable table) {
        this.what = what;
        this.maker = maker;
        this.seed = seed;
        this.table = table;
    }

    static Chaos ofLungo(long seed) throws ClassNotFoundException {
        return new Chaos("Lungo", Round::new, seed, new KillTable(Points.ofLungo()));
    }

    static Chaos ofEngine(long seed) throws ClassNotFoundException {
        return new Chaos("engine", EngineRound::new, seed, new KillTable(Points.ofEngine()));
    }

    /** {@code lungo|engine ROUNDS [SEED]}; the process ends with 1 if anything does not hold. */
    public static void main(String[] arguments) throws Exception {
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
        Chaos chaos = arguments[0].equals("engine") ? ofEngine(seed) : ofLungo(seed);
        List<String> failures = chaos.run(Integer.parseInt(arguments[1]));
        IO.println(chaos);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    /** Each round has a seed of its own, which repeats it alone; answers what failed. */
    List<String> run(int rounds) throws IOException, InterruptedException {
        for (int at = 0; at < rounds; at++) {
            Path root = Files.createTempDirectory("lungo-chaos-");
            ChaosRound round = maker.make(seed + at, root);
            List<String> problems = round.run(table);
            IO.println(what + ", round " + (at + 1) + " of " + rounds + ", seed " + (seed + at) + ": "
                    + (problems.isEmpty() ? "all holds (" + round.figures() + ")" : problems.size() + " problems"));
            if ((at + 1) % TABLE_EVERY == 0 && at + 1 < rounds) {
                IO.println(table);
            }
            if (problems.isEmpty()) {
                remove(root);
            } else {
                failures.add(round.report() + "\n  " + String.join("\n  ", problems));
                IO.println(failures.getLast());
            }
        }
        return failures;
    }

    @Override
    public String toString() {
        return what + ", from seed " + seed + "\n" + table + "\nfewest hits of a point: " + table.least()
                + "; failed rounds: " + failures.size();
    }

    private static void remove(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
