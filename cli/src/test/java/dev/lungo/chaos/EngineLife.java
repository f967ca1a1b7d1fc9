package dev.lungo.chaos;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.OutputLimits;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskLimits;
import dev.lungo.tasks.TaskSettings;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program that embeds the engine and is killed: adopts what the one before it left, starts tasks of all shapes, stops some,
 * writes down each end that it is told and then acknowledges it. The last of them ends everything.
 */
public final class EngineLife {
    private static final String SESSION = "chaos";

    private final Tasks tasks;
    private final Path ledger;
    private final Random random;
    private final LinkedBlockingQueue<TaskId> told = new LinkedBlockingQueue<>();

    private EngineLife(Path folder, Path ledger, long seed) {
        this.ledger = ledger;
        random = new Random(seed);
        var settings = TaskSettings.DEFAULT
                .withPatience(new TaskLimits(Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(60)))
                .withOrphanGrace(Duration.ofSeconds(4))
                // One mebibyte a task, and of those that are over and acknowledged two stay.
                .withOutput(OutputLimits.DEFAULT.withPerTask(1 << 20).withRetention(Duration.ofDays(1), 2))
                .withSteps(Hand.of(System.getenv()));
        tasks = Tasks.open(folder, SESSION, this::ended, settings);
    }

    /** {@code FOLDER LEDGER SEED SHAPE,…} lives; without shapes it is the last life. */
    public static void main(String[] arguments) throws InterruptedException {
        var life = new EngineLife(Path.of(arguments[0]), Path.of(arguments[1]), Long.parseLong(arguments[2]));
        var _ = life.tasks.adopt();
        if (arguments.length > 3) {
            life.live(List.of(arguments[3].split(",")));
            life.tasks.leave();
        } else {
            life.endAll();
            life.tasks.close();
        }
        System.exit(0);
    }

    private void live(List<String> shapes) throws InterruptedException {
        for (String shape : shapes) {
            String name = "t" + Long.toHexString(random.nextLong() & 0xffffffffL);
            Task task = tasks.start(Command.shell(Shape.valueOf(shape).command(name, random)));
            if (random.nextInt(4) == 0) {
                var _ = task.stop(Cause.Requester.USER);
            }
            acknowledge(random.nextInt(100));
        }
        for (long end = System.nanoTime() + random.nextInt(2_500) * 1_000_000L; System.nanoTime() < end; ) {
            acknowledge(random.nextInt(400));
        }
    }

    private void ended(Task task, TaskState.End end) {
        write("told " + task.id());
        told.add(task.id());
    }

    /** What was told so far, and waits at most so long for one more. */
    private void acknowledge(int millis) throws InterruptedException {
        TaskId next = told.poll(millis, TimeUnit.MILLISECONDS);
        if (next != null) {
            tasks.acknowledge(List.of(next));
            write("acknowledged " + next);
        }
    }

    private void endAll() throws InterruptedException {
        for (Task task : tasks.list()) {
            if (Shape.of(task.command().line()) == Shape.FOREVER) {
                var _ = task.stop(Cause.Requester.USER);
            }
        }
        // An engine also looks after what tasks left running whose end was told before: it does not tell that again.
        // Folders of
        // such tasks may go meanwhile.
        long left = tasks.list().stream()
                .filter(task -> Files.exists(task.folder())
                        && Files.notExists(task.folder().resolve("told")))
                .count();
        for (; left > 0; left--) {
            TaskId next = told.poll(60, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("not told within a minute: " + tasks.list());
            }
            tasks.acknowledge(List.of(next));
            write("acknowledged " + next);
        }
    }

    private void write(String line) {
        try {
            Files.writeString(ledger, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write to " + ledger, failed);
        }
    }
}
