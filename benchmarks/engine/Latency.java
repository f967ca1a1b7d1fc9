import dev.lungo.tasks.Command;
import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Strength;
import dev.lungo.tasks.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * From the call that starts a command to the command's first act, and from its last act to the listener. The command itself
 * tells when: bash knows the time to the microsecond without a process.
 */
final class Latency {
    private static final String LINE = "printf '%s\\n' \"$EPOCHREALTIME\"; sleep 0.05; printf '%s\\n' \"$EPOCHREALTIME\"";
    private static final int WARM = 20;

    private Latency() {}

    /** Microseconds of one run. */
    private record Sample(long called, long answered, long first, long last, long heard) {
        static Sample of(long called, long answered, List<String> output, long heard) {
            return new Sample(called, answered, micros(output.get(0)), micros(output.get(1)), heard);
        }

        private static long micros(String printed) {
            return Long.parseLong(printed.replace(".", ""));
        }
    }

    static void ours(Path folder, int runs, Figures figures) throws Exception {
        ours(folder, runs, Optional.empty(), figures);
    }

    /** In a sandbox as an agent would ask for: a project that may be written, the user's keys hidden, no network. */
    static void confined(Path folder, int runs, Strength strength, Figures figures) throws Exception {
        var project = Files.createDirectories(folder.resolve(".project/.git/hooks"));
        var keys = Path.of(System.getProperty("user.home"), ".ssh");
        var limits = new Confinement(
                strength,
                List.of(folder.resolve(".project")),
                List.of(project),
                List.of(keys),
                new Confinement.Network.None());
        ours(folder, runs, Optional.of(limits), figures);
    }

    private static void ours(Path folder, int runs, Optional<Confinement> limits, Figures figures) throws Exception {
        var heard = new LinkedBlockingQueue<Long>();
        var samples = new ArrayList<Sample>();
        try (var tasks = Tasks.open(folder, "", (task, end) -> put(heard, now()))) {
            for (int i = 0; i < runs + WARM; i++) {
                long called = now();
                var task = tasks.start(Command.shell(LINE).withConfinement(limits));
                long answered = now();
                long at = heard.take();
                samples.add(Sample.of(called, answered, Files.readAllLines(task.output().path()), at));
            }
        }
        report(samples, figures);
    }

    static void theirs(Path folder, int runs, Figures figures) throws Exception {
        var heard = new LinkedBlockingQueue<Long>();
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < runs + WARM; i++) {
            Path log = folder.resolve("log" + i);
            var builder = new ProcessBuilder("bash", "-c", LINE).redirectErrorStream(true).redirectOutput(log.toFile());
            long called = now();
            var process = builder.start();
            process.onExit().thenRun(() -> put(heard, now()));
            long answered = now();
            long at = heard.take();
            samples.add(Sample.of(called, answered, Files.readAllLines(log), at));
        }
        report(samples, figures);
    }

    private static void report(List<Sample> all, Figures figures) {
        var samples = all.subList(WARM, all.size());
        figures.median("call", samples.stream().map(sample -> sample.answered - sample.called));
        figures.median("first", samples.stream().map(sample -> sample.first - sample.called));
        figures.median("heard", samples.stream().map(sample -> sample.heard - sample.last));
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static void put(LinkedBlockingQueue<Long> queue, long at) {
        try {
            queue.put(at);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }
}
