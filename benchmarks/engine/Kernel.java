import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel says about processes and files; its figures are what is measured, so nothing here starts a process. */
final class Kernel {
    private static final Path SELF = Path.of("/proc/self");

    private Kernel() {}

    static int threads() throws IOException {
        return entries(SELF.resolve("task"));
    }

    static int descriptors() throws IOException {
        return entries(SELF.resolve("fd"));
    }

    private static int entries(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return (int) all.count();
        }
    }

    /** Megabytes that this JVM had in memory at most. */
    static double peakMemory() throws IOException {
        return megabytes(SELF.resolve("status"), "VmHWM:");
    }

    static double memory() throws IOException {
        return megabytes(SELF.resolve("status"), "VmRSS:");
    }

    /** Megabytes of these processes; what several share counts once. */
    static double memory(List<Long> pids) {
        return pids.stream().mapToDouble(pid -> {
            try {
                return megabytes(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:");
            } catch (IOException gone) {
                return 0;
            }
        }).sum();
    }

    private static double megabytes(Path file, String key) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(key)) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("no " + key + " in " + file);
    }

    /** Milliseconds of CPU of this JVM. */
    static double cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime() / 1e6;
    }

    /** Milliseconds of CPU of these processes, from the scheduler's own count: a clock tick is too coarse for idle ones. */
    static double cpu(List<Long> pids) {
        return pids.stream().mapToDouble(pid -> scheduled(Path.of("/proc/" + pid))).sum();
    }

    private static double scheduled(Path process) {
        try {
            return Long.parseLong(Files.readString(process.resolve("schedstat")).split(" ")[0]) / 1e6;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** The processes below this JVM, however deep. */
    static List<Long> below() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).toList();
    }

    /** Megabytes in use on disk below a folder, holes left out. */
    static double disk(Path folder) throws IOException, InterruptedException {
        Process du = new ProcessBuilder("du", "-sk", folder.toString()).start();
        double blocks = Double.parseDouble(new String(du.getInputStream().readAllBytes()).split("\\s")[0]);
        du.waitFor();
        return blocks / 1024;
    }
}
