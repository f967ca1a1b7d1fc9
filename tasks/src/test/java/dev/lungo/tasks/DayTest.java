package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day in minutes: thousands of tasks of all shapes through one engine, which must be at the end what it was before. */
class DayTest {
    /** How many; {@code -Dlungo.day.tasks=100000} makes it a long day. */
    private static final int TASKS = Integer.getInteger("lungo.day.tasks", 2000);

    /** So many run side by side. */
    private static final int TOGETHER = 24;

    /** What a task that was told and acknowledged may leave in memory, in bytes: far below what a task object takes. */
    private static final long LEFT_PER_TASK = 200;

    @TempDir
    Path folder;

    private final Semaphore places = new Semaphore(TOGETHER);

    /** Guarded by itself: the numbers of the tasks that were told, and those told once more. */
    private final BitSet told = new BitSet();

    private final List<String> twice = Collections.synchronizedList(new ArrayList<>());
    private final LinkedBlockingQueue<TaskId> unacknowledged = new LinkedBlockingQueue<>();

    @Test
    void thousands_of_tasks_leave_no_descriptor_thread_or_process_and_little_memory() throws Exception {
        var day = new ArrayList<Figures>();
        var settings = TaskSettings.DEFAULT.withPatience(Patience.QUICK);
        try (var tasks = Tasks.open(folder.resolve("tasks"), "s1", this::ended, settings)) {
            run(tasks, 0, TASKS / 10);
            var first = Figures.now();
            IO.println("tasks  " + Figures.HEAD);
            for (var tenth = 1; tenth <= 10; tenth++) {
                run(tasks, TASKS / 10 * tenth, TASKS / 10 * (tenth + 1));
                Patience.until("all is given back", () -> Figures.now().isNoMoreThan(first));
                day.add(Figures.afterCollection());
                IO.println("%5d  %s".formatted(TASKS / 10 * (tenth + 1), day.getLast()));
            }
            assertThat(twice).isEmpty();
            // Two levels half a megabyte apart take turns, however many tasks there were: the lower ones are compared.
            var more = leastHeap(day.subList(7, 10)) - leastHeap(day.subList(0, 3));
            assertThat(more).as("bytes left by the tasks of seven tenths").isLessThan(LEFT_PER_TASK * TASKS * 7 / 10);
        }
        assertThat(told.cardinality()).isEqualTo(TASKS / 10 * 11);
    }

    private static long leastHeap(List<Figures> tenths) {
        return tenths.stream().mapToLong(Figures::heap).min().orElseThrow();
    }

    private void run(Tasks tasks, int from, int to) throws Exception {
        for (var i = from; i < to; i++) {
            assertThat(places.tryAcquire(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            var task = tasks.start(command(i));
            if (i % 10 == 7) {
                task.stop(Cause.Requester.USER);
            }
        }
        assertThat(places.tryAcquire(TOGETHER, Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        places.release(TOGETHER);
        var ids = new ArrayList<TaskId>();
        unacknowledged.drainTo(ids);
        tasks.acknowledge(ids);
    }

    /** Ten shapes. */
    private Command command(int i) {
        var line = switch (i % 10) {
            case 0 -> "true";
            case 1 -> "echo " + i + "; exit 3";
            case 2 -> "seq 20000";
            case 3 -> "echo a | cat | sort";
            case 4 -> "setsid sleep 0.05 & wait";
            case 5 -> "sleep 0.05";
            case 6, 7 -> "exec sleep 1000";
            case 8 -> "kill -9 $$";
            default -> "(sleep 0.1 &) ; exit 0";
        };
        var command = Command.shell(line).withDescription("" + i).withOrigin("call-" + i);
        return i % 10 == 6 ? command.withDeadline(Duration.ofMillis(50)) : command;
    }

    private void ended(Task task, TaskState.End end) {
        var number = Integer.parseInt(task.command().description());
        synchronized (told) {
            if (told.get(number)) {
                twice.add(task.id().value());
            }
            told.set(number);
        }
        unacknowledged.add(task.id());
        places.release();
    }

    /**
     * What this JVM has in use.
     *
     * @param heap bytes in use after a collection, 0 where nobody collected
     * @param threads platform threads but for the carriers of virtual ones, which come and go
     */
    private record Figures(long heap, int descriptors, int threads, int carriers, long children) {
        private static final long NEARLY_NOTHING = 16 * 1024;

        static final String HEAD = "heap KB  descriptors  threads  carriers  children";

        static Figures now() {
            var all = Thread.getAllStackTraces().keySet();
            var carriers = (int) all.stream()
                    .filter(thread -> thread.getName().startsWith("ForkJoinPool"))
                    .count();
            return new Figures(
                    0,
                    Objects.requireNonNull(new File("/proc/self/fd").list()).length,
                    all.size() - carriers,
                    carriers,
                    ProcessHandle.current().children().count());
        }

        static Figures afterCollection() {
            var heap = usedAfterCollection();
            for (var next = usedAfterCollection(); next < heap - NEARLY_NOTHING; next = usedAfterCollection()) {
                heap = next;
            }
            var now = now();
            return new Figures(heap, now.descriptors, now.threads, now.carriers, now.children);
        }

        /** One collection leaves what only the next can take: what references on their way out still held. */
        private static long usedAfterCollection() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }

        boolean isNoMoreThan(Figures other) {
            return descriptors <= other.descriptors && threads <= other.threads && children <= other.children;
        }

        @Override
        public String toString() {
            return "%7d  %11d  %7d  %8d  %8d".formatted(heap / 1024, descriptors, threads, carriers, children);
        }
    }
}
