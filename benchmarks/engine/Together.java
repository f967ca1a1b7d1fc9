import dev.lungo.tasks.Command;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Many commands at once: how long until all were told, and what this JVM needs meanwhile. */
final class Together {
    private static final String LINE = "sleep 1; echo done";

    private Together() {}

    static void ours(Path folder, int count, Figures figures) throws Exception {
        var told = ConcurrentHashMap.<TaskId>newKeySet();
        var twice = new AtomicInteger();
        var all = new CountDownLatch(count);
        try (var tasks = Tasks.open(folder, "", (task, end) -> {
            if (!told.add(task.id())) {
                twice.incrementAndGet();
            }
            all.countDown();
        })) {
            tasks.start(Command.shell("true")).await(java.time.Duration.ofMinutes(1));
            var meter = new Meter();
            for (int i = 1; i < count; i++) {
                tasks.start(Command.shell(LINE));
            }
            meter.started();
            all.await();
            meter.report(figures);
            figures.put("ended", tasks.list().stream().filter(task -> task.state() instanceof TaskState.Ended).count());
            figures.put("told", told.size());
            figures.put("twice", twice.get());
        }
    }

    static void theirs(Path folder, int count, Figures figures) throws Exception {
        var all = new CountDownLatch(count);
        var meter = new Meter();
        for (int i = 0; i < count; i++) {
            new ProcessBuilder("bash", "-c", LINE)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log" + i).toFile())
                    .start()
                    .onExit()
                    .thenRun(all::countDown);
        }
        meter.started();
        all.await();
        meter.report(figures);
    }

    /** What it costs, from here on. */
    private static final class Meter {
        private final long begin = System.nanoTime();
        private final double cpu = Kernel.cpu();
        private final int threads = Kernel.threads();
        private final int descriptors = Kernel.descriptors();
        private double starting;
        private int moreThreads;
        private int moreDescriptors;

        Meter() throws Exception {}

        /** All have been started. */
        void started() throws Exception {
            starting = seconds();
            moreThreads = Kernel.threads() - threads;
            moreDescriptors = Kernel.descriptors() - descriptors;
        }

        void report(Figures figures) {
            figures.put("starting", starting);
            figures.put("wall", seconds());
            figures.put("cpu", (Kernel.cpu() - cpu) / 1000);
            figures.put("threads", moreThreads);
            figures.put("descriptors", moreDescriptors);
        }

        private double seconds() {
            return (System.nanoTime() - begin) / 1e9;
        }
    }
}
