package dev.lungo.tasks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures what a flood of output costs, with and without a bound: arguments are bytes and an allowance in MiB. A program
 * of its own, run by hand; what a flood costs the whole of Lungo is in docs/benchmarks.md.
 */
final class FloodMeasure {
    private FloodMeasure() {}

    public static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory("flood");
        var limits = OutputLimits.DEFAULT.withPerTask(Long.parseLong(args[1]) << 20);
        try (var tasks = Tasks.open(folder, "s1", (task, end) -> {}, TaskSettings.DEFAULT.withOutput(limits))) {
            tasks.start(Command.shell("true")).await(Duration.ofMinutes(1));
            var cpu = cpu();
            var begin = System.nanoTime();
            var task = tasks.start(Command.shell("yes 0123456789abcde | head -c " + args[0]));
            var sampler = new ProcessBuilder(
                            "sh",
                            "-c",
                            "max=0; while [ -e \"$1\" ]; do b=$(stat -c %b \"$1\") || break; [ \"$b\" -le \"$max\" ] || max=$b;"
                                    + " done; echo $max",
                            "sh",
                            task.output().path().toString())
                    .start();
            task.await(Duration.ofMinutes(10));
            var wall = System.nanoTime() - begin;
            var used = cpu() - cpu;
            Files.move(task.output().path(), folder.resolve("moved"));
            var peak = new String(sampler.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            System.out.printf(
                    Locale.ROOT,
                    "%s bytes, allowance %s MiB: wall %.2f s, JVM CPU %.2f s, peak %d MiB on disk, freed %s%n",
                    args[0],
                    args[1],
                    wall / 1e9,
                    used / 1e9,
                    Long.parseLong(peak) * 512 / (1 << 20),
                    Files.readString(task.folder().resolve("freed"))
                            .split("~", 2)[0]
                            .replace('\n', ' '));
            Files.delete(folder.resolve("moved"));
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
