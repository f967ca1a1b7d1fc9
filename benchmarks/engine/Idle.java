import dev.lungo.tasks.Command;
import dev.lungo.tasks.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What live tasks cost that do nothing: this JVM, and the processes that carry them, the commands themselves left out. */
final class Idle {
    private static final String LINE = "exec sleep 1000";

    private Idle() {}

    static void ours(Path folder, int count, int seconds, Figures figures) throws Exception {
        try (var tasks = Tasks.open(folder)) {
            var meter = new Meter();
            for (int i = 0; i < count; i++) {
                tasks.start(Command.shell(LINE));
            }
            meter.watch(seconds, figures);
        }
    }

    static void theirs(Path folder, int count, int seconds, Figures figures) throws Exception {
        var started = new ArrayList<Process>();
        try {
            var meter = new Meter();
            for (int i = 0; i < count; i++) {
                started.add(new ProcessBuilder("bash", "-c", LINE)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log" + i).toFile())
                        .start());
            }
            meter.watch(seconds, figures);
        } finally {
            for (var process : started) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static final class Meter {
        private final int threads = Kernel.threads();
        private final int descriptors = Kernel.descriptors();
        private final double memory = Kernel.memory();

        Meter() throws Exception {}

        void watch(int seconds, Figures figures) throws Exception {
            Thread.sleep(2000); // what a start leaves to do is not idling
            List<Long> helpers = helpers();
            double jvm = Kernel.cpu();
            double others = Kernel.cpu(helpers);
            Thread.sleep(seconds * 1000L);
            double perMinute = 60.0 / seconds;
            figures.put("jvm", (Kernel.cpu() - jvm) * perMinute);
            figures.put("helpers", (Kernel.cpu(helpers) - others) * perMinute);
            figures.put("processes", helpers.size());
            figures.put("helpersMemory", Kernel.memory(helpers));
            figures.put("threads", Kernel.threads() - threads);
            figures.put("descriptors", Kernel.descriptors() - descriptors);
            figures.put("memory", Kernel.memory() - memory);
        }

        /** All processes below this JVM but the commands. */
        private static List<Long> helpers() {
            var all = new HashSet<>(Kernel.below());
            all.removeIf(pid -> ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .orElse("")
                    .endsWith("/sleep"));
            return List.copyOf(all);
        }
    }
}
