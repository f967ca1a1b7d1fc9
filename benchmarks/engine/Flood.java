import dev.lungo.tasks.Command;
import dev.lungo.tasks.Tasks;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One command that writes gigabytes: what it costs this JVM, and what is left on disk. */
final class Flood {
    private Flood() {}

    static void ours(Path folder, String line, Figures figures) throws Exception {
        try (var tasks = Tasks.open(folder)) {
            tasks.start(Command.shell("true")).await(Duration.ofMinutes(1));
            measure(folder, figures, () -> {
                var task = tasks.start(Command.shell(line));
                task.await(Duration.ofHours(1));
                figures.put("size", task.output().size() / 1024.0 / 1024);
            });
        }
    }

    static void intoFile(Path folder, String line, Figures figures) throws Exception {
        measure(folder, figures, () -> new ProcessBuilder("bash", "-c", line)
                .redirectOutput(folder.resolve("log").toFile())
                .start()
                .waitFor());
    }

    /** As most programs do it: the JVM reads the pipe and writes the file. */
    static void pumped(Path folder, String line, Figures figures) throws Exception {
        measure(folder, figures, () -> {
            var process = new ProcessBuilder("bash", "-c", line).start();
            try (OutputStream log = Files.newOutputStream(folder.resolve("log"))) {
                process.getInputStream().transferTo(log);
            }
            process.waitFor();
        });
    }

    private interface Body {
        void run() throws Exception;
    }

    private static void measure(Path folder, Figures figures, Body body) throws Exception {
        double cpu = Kernel.cpu();
        long begin = System.nanoTime();
        body.run();
        figures.put("wall", (System.nanoTime() - begin) / 1e9);
        figures.put("cpu", (Kernel.cpu() - cpu) / 1000);
        figures.put("peak", Kernel.peakMemory());
        figures.put("disk", Kernel.disk(folder));
    }
}
