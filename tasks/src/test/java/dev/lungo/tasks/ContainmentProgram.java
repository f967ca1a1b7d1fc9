package dev.lungo.tasks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A program that embeds the engine: starts a task for each row, says {@code ready} when all their hearts beat, and then
 * ends in the way it was told to. Arguments: its folder and the column.
 */
final class ContainmentProgram {
    private ContainmentProgram() {}

    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var column = ContainmentColumn.valueOf(args[1]);
        var rows = ContainmentRow.ALL.stream().filter(ContainmentProgram::canBe).toList();
        var settings = TaskSettings.DEFAULT
                .withPatience(new TaskLimits(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(10)))
                .withOrphanGrace(Duration.ofSeconds(1));
        var tasks = Tasks.open(folder.resolve("tasks"), "s", (task, end) -> {}, settings);
        if (column == ContainmentColumn.SIGTERM) {
            Runtime.getRuntime().addShutdownHook(new Thread(tasks::close));
        }
        var started = new ArrayList<Task>();
        for (var row : rows) {
            started.add(tasks.start(command(folder, row)));
        }
        for (var row : rows) {
            for (var heart : row.hearts()) {
                Patience.until(
                        heart + " of '" + row.name() + "' beats",
                        () -> beats(folder.resolve("hearts", row.folder(), heart)) >= 2);
            }
        }
        System.out.println("ready");
        switch (column) {
            case STOP -> {
                stop(rows, started);
                tasks.close();
            }
            case CLOSE -> tasks.close();
            case SIGTERM, SIGKILL -> new CountDownLatch(1).await();
        }
    }

    private static boolean canBe(ContainmentRow row) {
        var why = row.need().missing();
        why.ifPresent(missing -> System.out.println("without " + row.name() + ": " + missing));
        return why.isEmpty();
    }

    private static long beats(Path heart) throws Exception {
        return Files.exists(heart) ? Files.readAllLines(heart).size() : 0;
    }

    private static void stop(List<ContainmentRow> rows, List<Task> started) throws Exception {
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var task = started.get(i);
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    var result = task.stop(Cause.Requester.USER);
                    System.out.println("stop of " + row.name() + ": " + result);
                } catch (InterruptedException | RuntimeException e) {
                    System.out.println("stop of " + row.name() + ": " + e);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private static Command command(Path folder, ContainmentRow row) throws Exception {
        var hearts = Files.createDirectory(folder.resolve("hearts", row.folder()));
        var java = ProcessHandle.current().info().command().orElseThrow();
        var nest = List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path").replace(File.pathSeparatorChar, ':'),
                Nested.class.getName(),
                folder.resolve("nested").toString());
        return Command.shell(row.line())
                .withCwd(folder)
                .withEnvironment(Map.of(
                        "HEARTS",
                        hearts.toString(),
                        "BEAT",
                        "sh " + folder.resolve("beat"),
                        "HOP",
                        "sh " + folder.resolve("hop"),
                        "NEST",
                        String.join(" ", nest)));
    }

    /** A program inside a task that has tasks of its own. */
    static final class Nested {
        private Nested() {}

        public static void main(String[] args) throws InterruptedException {
            var tasks = Tasks.open(Path.of(args[0]));
            var task = tasks.start(Command.shell(args[1]));
            task.await(Duration.ofHours(1));
        }
    }
}
