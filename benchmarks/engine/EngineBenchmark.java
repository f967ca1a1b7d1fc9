import dev.lungo.tasks.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Measures the task engine beside a bare {@link ProcessBuilder} in the same run, each measure in a JVM of its own, and prints
 * a table. Run by {@code benchmarks/tasks}.
 */
public final class EngineBenchmark {
    private final boolean quick;
    private final List<String> jvm;
    private final List<String> rows = new ArrayList<>();

    private EngineBenchmark(boolean quick, List<String> jvm) {
        this.quick = quick;
        this.jvm = jvm;
    }

    /** {@code [--quick] -- JVM OPTION…} measures all; {@code measure NAME FOLDER NUMBER…} does one, for the former. */
    public static void main(String[] words) throws Exception {
        var arguments = List.of(words);
        if (words[0].equals("measure")) {
            var figures = new Figures();
            measure(words[1], Path.of(words[2]), arguments.subList(3, words.length), figures);
            IO.print(figures);
            System.exit(0); // the reaper threads of ProcessBuilder would hold it up
        }
        int separator = arguments.indexOf("--");
        new EngineBenchmark(
                        arguments.subList(0, separator).contains("--quick"),
                        arguments.subList(separator + 1, words.length))
                .run();
    }

    private static void measure(String name, Path folder, List<String> numbers, Figures figures) throws Exception {
        int count = Integer.parseInt(numbers.getFirst());
        int seconds = Integer.parseInt(numbers.getLast());
        String flood = "yes 'a line of output' | head -c " + count + "M";
        switch (name) {
            case "latency" -> Latency.ours(folder, count, figures);
            case "latency-bare" -> Latency.theirs(folder, count, figures);
            case "latency-light" -> Latency.confined(folder, count, Confinement.Strength.LIGHT, figures);
            case "latency-strong" -> Latency.confined(folder, count, Confinement.Strength.STRONG, figures);
            case "together" -> Together.ours(folder, count, figures);
            case "together-bare" -> Together.theirs(folder, count, figures);
            case "flood" -> Flood.ours(folder, flood, figures);
            case "flood-bare" -> Flood.intoFile(folder, flood, figures);
            case "flood-pumped" -> Flood.pumped(folder, flood, figures);
            case "idle" -> Idle.ours(folder, count, seconds, figures);
            case "idle-bare" -> Idle.theirs(folder, count, seconds, figures);
            case "leave" -> Adoption.leave(folder, count);
            case "adopt" -> Adoption.ours(folder, count, sameJvm("leave", folder, count), figures);
            default -> throw new IllegalArgumentException(name);
        }
    }

    private void run() throws Exception {
        latency(quick ? 20 : 200);
        together(quick ? 100 : 1000);
        flood(quick ? 200 : 5120);
        idle(quick ? 20 : 200, quick ? 5 : 60);
        adopt(quick ? 20 : 200);
        IO.println("|  | Lungo | `ProcessBuilder` | ratio |");
        IO.println("|---|---|---|---|");
        rows.forEach(IO::println);
    }

    private void latency(int runs) throws Exception {
        var ours = jvmFor("latency", runs);
        var theirs = jvmFor("latency-bare", runs);
        row("start call returns, ms (median of " + runs + ")", ours, theirs, "call", 2);
        row("start call → the command's first act, ms", ours, theirs, "first", 2);
        row("… 95 of 100 are faster than, ms", ours, theirs, "first95", 2);
        confined("light", runs, theirs);
        confined("strong", runs, theirs);
        row("the command's last act → the listener is called, ms", ours, theirs, "heard", 2);
        row("… 95 of 100 are faster than, ms", ours, theirs, "heard95", 2);
    }

    private void confined(String strength, int runs, Figures theirs) throws Exception {
        var ours = jvmFor("latency-" + strength, runs);
        row("… in the " + strength + " sandbox, start call → first act, ms", ours, theirs, "first", 2);
    }

    private void together(int count) throws Exception {
        var ours = jvmFor("together", count);
        var theirs = jvmFor("together-bare", count);
        rows.add("| %,d at once (`sleep 1; echo`): ended / told / told twice | %.0f / %.0f / %.0f | – | – |"
                .formatted(count, ours.get("ended"), ours.get("told"), ours.get("twice")));
        row("… first start → all told, s", ours, theirs, "wall", 2);
        row("… of that, starting them, s", ours, theirs, "starting", 2);
        row("… CPU of the JVM, s", ours, theirs, "cpu", 2);
        row("… threads while they run", ours, theirs, "threads", 0);
        row("… file descriptors while they run", ours, theirs, "descriptors", 0);
    }

    private void flood(int megabytes) throws Exception {
        var ours = jvmFor("flood", megabytes);
        var file = jvmFor("flood-bare", megabytes);
        var pumped = jvmFor("flood-pumped", megabytes);
        row("%,d MB of output: wall, s (into a file by `ProcessBuilder`)".formatted(megabytes), ours, file, "wall", 2);
        row("… wall, s (pumped by the JVM)", ours, pumped, "wall", 2);
        row("… CPU of the JVM, s (into a file)", ours, file, "cpu", 2);
        row("… CPU of the JVM, s (pumped)", ours, pumped, "cpu", 2);
        row("… peak memory of the JVM, MB (pumped)", ours, pumped, "peak", 0);
        row("… left on disk, MB", ours, file, "disk", 0);
    }

    private void idle(int count, int seconds) throws Exception {
        var ours = jvmFor("idle", count, seconds);
        var theirs = jvmFor("idle-bare", count, seconds);
        row("%d live tasks that sleep: CPU of the JVM, ms per minute".formatted(count), ours, theirs, "jvm", 1);
        row("… CPU of all helper processes, ms per minute", ours, theirs, "helpers", 1);
        row("… helper processes", ours, theirs, "processes", 0);
        row("… their memory, MB (PSS)", ours, theirs, "helpersMemory", 0);
        row("… threads", ours, theirs, "threads", 0);
        row("… file descriptors", ours, theirs, "descriptors", 0);
        row("… more memory of the JVM, MB", ours, theirs, "memory", 0);
    }

    private void adopt(int count) throws Exception {
        var ours = jvmFor("adopt", count);
        rows.add("| %d running tasks of a killed engine: adopted, running | %.0f, %.0f | – | – |"
                .formatted(count, ours.get("adopted"), ours.get("running")));
        rows.add("| … open → all adopted, listed and watched, s | " + fixed(ours.get("listed"), 2) + " | – | – |");
        rows.add("| … stopping all of them at the close, s | " + fixed(ours.get("stopping"), 2) + " | – | – |");
    }

    /** This JVM's own command line, for another measure. */
    private static List<String> sameJvm(String name, Path folder, int count) {
        var info = ProcessHandle.current().info();
        var words = new ArrayList<>(List.of(info.command().orElseThrow()));
        for (String word : info.arguments().orElseThrow()) {
            words.add(word);
            if (word.equals("EngineBenchmark")) {
                break;
            }
        }
        words.addAll(List.of("measure", name, folder.toString(), Integer.toString(count)));
        return words;
    }

    private void row(String what, Figures ours, Figures theirs, String name, int digits) {
        double ratio = ours.get(name) / theirs.get(name);
        rows.add("| " + what + " | " + fixed(ours.get(name), digits) + " | " + fixed(theirs.get(name), digits) + " | "
                + fixed(ratio, 2) + " |");
    }

    private static String fixed(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "–";
    }

    private Figures jvmFor(String name, int... numbers) throws IOException, InterruptedException {
        System.err.println(name + " …");
        Path folder = Files.createTempDirectory("lungo-bench-");
        try {
            var command = new ArrayList<>(jvm);
            command.addAll(List.of("EngineBenchmark", "measure", name, folder.toString()));
            for (int number : numbers) {
                command.add(Integer.toString(number));
            }
            var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            var printed = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
            }
            return Figures.parse(printed);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
