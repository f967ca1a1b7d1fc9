package dev.lungo.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * One run of a program, from its start to its end or its death.
 *
 * @param program what to start
 * @param out where what it prints goes
 * @param requests counts what it has asked a server
 */
record Life(ProcessBuilder program, Path out, IntSupplier requests) {
    /** Long enough for two slow cores under load; who takes longer hangs. */
    private static final long LIMIT = TimeUnit.SECONDS.toMillis(150);

    /** How it ended. */
    sealed interface End {
        record Killed() implements End {}

        /** By its own hand, at the point that was planned. */
        record KilledItself(KillPoint at) implements End {}

        record Exited(int code) implements End {}

        record Hangs(String threads) implements End {}
    }

    End run(KillPlan plan) throws IOException, InterruptedException {
        Path diary = Files.createTempFile(out.getParent(), "killed-", "");
        program.redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        program.environment().putAll(plan.environment());
        program.environment().put("CHAOS_DIARY", diary.toString());
        int asked = requests.getAsInt();
        Process process = program.start();
        try {
            boolean killed = kill(plan, process, asked);
            if (!process.waitFor(LIMIT, TimeUnit.MILLISECONDS)) {
                return hangs(process);
            }
            Optional<KillPoint> point = written(diary);
            if (point.isPresent()) {
                return new End.KilledItself(point.get());
            }
            // Who exited a moment before the signal came has not been killed.
            return killed && process.exitValue() == 137 ? new End.Killed() : new End.Exited(process.exitValue());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private boolean kill(KillPlan plan, Process process, int asked) throws InterruptedException {
        switch (plan) {
            case KillPlan.At(var instant) -> {
                var _ = process.waitFor(instant.toMillis(), TimeUnit.MILLISECONDS);
            }
            case KillPlan.AfterRequest(int number, var later) -> {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT);
                while (requests.getAsInt() < asked + number && System.nanoTime() < end) {
                    if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                        return false;
                    }
                }
                var _ = process.waitFor(later.toMillis(), TimeUnit.MILLISECONDS);
            }
            case KillPlan.AtStep _, KillPlan.Never _ -> {
                return false;
            }
        }
        process.destroyForcibly();
        return true;
    }

    private static End hangs(Process process) throws IOException {
        var threads = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        return new End.Hangs(new String(threads.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** The point at which a program killed itself, as its diary says; empty where it did not. */
    static Optional<KillPoint> written(Path diary) throws IOException {
        if (!Files.exists(diary)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(diary);
        Files.delete(diary);
        return lines.stream().findFirst().map(line -> line.split(" ")).map(words -> new KillPoint(words[0], words[1]));
    }
}
