import dev.lungo.tasks.Command;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.nio.file.Path;
import java.util.List;

/** A new engine takes over the tasks of one that was killed. */
final class Adoption {
    private static final String SESSION = "bench";

    private Adoption() {}

    /** Starts tasks, says so and waits to be killed. */
    static void leave(Path folder, int count) throws Exception {
        var tasks = Tasks.open(folder, SESSION, (task, end) -> {});
        for (int i = 0; i < count; i++) {
            tasks.start(Command.shell("exec sleep 1000"));
        }
        IO.println("ready");
        Thread.currentThread().join();
    }

    /** @param leaver the command line of a JVM that does {@link #leave} */
    static void ours(Path folder, int count, List<String> leaver, Figures figures) throws Exception {
        var killed = new ProcessBuilder(leaver).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        killed.inputReader().readLine();
        killed.destroyForcibly().waitFor();
        long begin = System.nanoTime();
        try (var tasks = Tasks.open(folder, SESSION, (task, end) -> {})) {
            figures.put("adopted", tasks.adopt().size());
            figures.put("adopting", seconds(begin));
            figures.put("running", tasks.list().stream().filter(task -> task.state() instanceof TaskState.Running).count());
            figures.put("listed", seconds(begin));
            begin = System.nanoTime();
        }
        figures.put("stopping", seconds(begin));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
