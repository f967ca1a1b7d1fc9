package dev.lungo.tasks;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;

/** Measures what idle tasks cost an engine: arguments are how many, and for how many seconds. Run by hand. */
final class IdleMeasure {
    private IdleMeasure() {}

    public static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory("idle");
        var count = Integer.parseInt(args[0]);
        try (var tasks = Tasks.open(folder)) {
            for (var i = 0; i < count; i++) {
                tasks.start(Command.shell("echo ready; exec sleep 1000"));
            }
            Thread.sleep(Duration.ofSeconds(3));
            var before = cpu();
            Thread.sleep(Duration.ofSeconds(Long.parseLong(args[1])));
            System.out.printf(
                    Locale.ROOT, "%d idle tasks: %.3f s of CPU in %s s%n", count, (cpu() - before) / 1e9, args[1]);
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
