package dev.lungo.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rounds of chaos, one after the other, from a seed. */
public final class Chaos {
    private final long seed;
    private final KillTable table;
    private final List<String> failures = new ArrayList<>();

    Chaos(long seed) {
        this.seed = seed;
        table = new KillTable(Points.all());
    }

    /** Runs rounds: {@code ROUNDS [SEED]}; the process ends with 1 if anything does not hold. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        var chaos = new Chaos(seed);
        chaos.run(Integer.parseInt(arguments[0]));
        IO.println(chaos);
        System.exit(chaos.failures.isEmpty() ? 0 : 1);
    }

    /** A round of its own seed each; that of a failed one repeats it alone. */
    List<String> run(int rounds) throws IOException, InterruptedException {
        for (int at = 0; at < rounds; at++) {
            Path root = Files.createTempDirectory("lungo-chaos-");
            var round = new Round(seed + at, root);
            List<String> problems = round.run(table);
            IO.println("round " + (at + 1) + " of " + rounds + ", seed " + (seed + at) + ": "
                    + (problems.isEmpty() ? "all holds" : problems.size() + " problems"));
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
        return table + "\nfewest hits of a point: " + table.least() + "; failed rounds: " + failures.size();
    }

    private static void remove(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
