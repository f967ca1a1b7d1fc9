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
            Patience.until("all of them wait", () -> tasks.list().stream().allMatch(IdleMeasure::isReady));
            var before = cpu();
            // The time that is measured.
            Thread.sleep(Duration.ofSeconds(Long.parseLong(args[1])));
            System.out.printf(
                    Locale.ROOT, "%d idle tasks: %.3f s of CPU in %s s%n", count, (cpu() - before) / 1e9, args[1]);
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private static boolean isReady(Task task) {
        return task.output().size() == "ready\n".length();
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
