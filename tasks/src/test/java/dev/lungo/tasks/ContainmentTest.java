package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The containment table: whatever shape a command's processes take, nobody is left after a stop, after the engine's normal
 * end, after SIGTERM of the program that embeds it and, a grace later, after SIGKILL. Each row and column is proved or says why it cannot be here;
 * {@code target/containment-USER.txt} keeps the table, whose totals {@code .ci/run} holds against {@code containment.floor}.
 */
class ContainmentTest {
    private static final String BEAT = """
            #!/bin/sh
            # usage: beat NAME
            while :; do echo x >>"$HEARTS/$1"; sleep 0.1; done
            """;

    private static final String HOP = """
            #!/bin/sh
            # usage: hop NAME: passes itself on to a process without marks, in a session of its own, again and again
            echo x >>"$HEARTS/$1"
            env -i HEARTS="$HEARTS" setsid -f sh "$0" "$1" </dev/null >/dev/null 2>&1
            """;

    private static final Path TARGET = Path.of(System.getProperty("basedir", "."), "target");

    @TempDir
    Path folder;

    @BeforeEach
    void openToOthers() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @EnumSource(ContainmentUser.class)
    void nobody_is_left(ContainmentUser user) throws Exception {
        var missing = user.missing();
        if (missing.isPresent()) {
            report(user, List.of("containment, " + user.title() + ": not provable here: " + missing.get()));
            return;
        }
        var cells = new ArrayList<Cell>();
        for (var column : ContainmentColumn.values()) {
            cells.addAll(new Run(user, column).cells());
        }
        report(user, table(user, cells));
        assertThat(cells).filteredOn(Cell::failed).isEmpty();
    }

    @Test
    void a_process_of_the_task_that_beats_on_is_found() throws Exception {
        var hearts = Files.createDirectory(folder.resolve("hearts"));
        Files.writeString(folder.resolve("beat"), BEAT);
        var builder = new ProcessBuilder("sh", folder.resolve("beat").toString(), "a");
        builder.environment().put("HEARTS", hearts.toString());
        var survivor = builder.start();
        try {
            Patience.until("it beats", () -> Files.exists(hearts.resolve("a")));

            assertThat(Hearts.of(hearts).beating()).containsExactly(hearts.resolve("a"));
            assertThat(Hearts.of(hearts).marked()).isNotEmpty();
        } finally {
            survivor.destroyForcibly().waitFor();
        }
        Hearts.of(hearts).kill();
        assertThat(Hearts.of(hearts).beating()).isEmpty();
        assertThat(Hearts.of(hearts).marked()).isEmpty();
    }

    /** The last line is for {@code .ci/run}. */
    private static List<String> table(ContainmentUser user, List<Cell> cells) {
        var table = new ArrayList<String>();
        for (var cell : cells) {
            table.add(String.join(" | ", user.title(), cell.column().title(), cell.row(), cell.verdict()));
        }
        var proved = cells.stream().filter(Cell::proved).count();
        var groups = cells.stream().noneMatch(cell -> cell.verdict().contains("control group"));
        var kind = (user == ContainmentUser.ROOT ? "root" : "ordinary") + (groups ? "-with-groups" : "");
        table.add("containment, " + user.title() + ": " + proved + " proved, " + (cells.size() - proved)
                + " not provable here");
        table.add("total " + kind + " " + proved);
        return table;
    }

    private static void report(ContainmentUser user, List<String> lines) throws IOException {
        lines.forEach(System.out::println);
        Files.write(TARGET.resolve("containment-" + user + ".txt"), lines);
    }

    /** What one row came to in one column. */
    private record Cell(ContainmentColumn column, String row, String verdict) {
        boolean proved() {
            return verdict.equals("proved");
        }

        boolean failed() {
            return verdict.startsWith("NOT");
        }
    }

    /** One column of the table for one user: a program, its end, and a look for survivors. */
    private final class Run {
        private final ContainmentUser user;
        private final ContainmentColumn column;
        private final Path place;
        private final List<String> said = new ArrayList<>();

        Run(ContainmentUser user, ContainmentColumn column) throws IOException {
            this.user = user;
            this.column = column;
            place = Files.createDirectory(folder.resolve(user + "-" + column));
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
            user.own(place);
            user.own(Files.createDirectory(place.resolve("hearts")));
            Files.writeString(place.resolve("beat"), BEAT);
            Files.writeString(place.resolve("hop"), HOP);
        }

        List<Cell> cells() throws Exception {
            @Nullable Path group = user.delegate();
            var stranger = new ProcessBuilder("sleep", "1000").start();
            try {
                run(group);
                assertThat(stranger.isAlive())
                        .as("a stranger's process is left alone")
                        .isTrue();
                assertThat(groups()).as("control groups of ended tasks").isEmpty();
                var beating = Hearts.of(place.resolve("hearts")).beating();
                return ContainmentRow.ALL.stream()
                        .map(row -> new Cell(column, row.name(), verdict(row, beating)))
                        .toList();
            } finally {
                stranger.destroyForcibly();
                stopAll(place.resolve("tasks"));
                stopAll(place.resolve("nested"));
                Hearts.of(place.resolve("hearts")).kill();
                if (group != null) {
                    // A warden that has nothing left to do may be there for a moment.
                    Patience.until("the delegated group is empty", () -> new TaskGroup(group).remove());
                }
            }
        }

        private boolean stillness() {
            var hearts = Hearts.of(place.resolve("hearts"));
            return hearts.marked().isEmpty()
                    && groups().isEmpty()
                    && hearts.beating().isEmpty();
        }

        private List<Path> groups() {
            return new ProjectFolder(place.resolve("tasks"))
                    .all().stream()
                            .flatMap(task -> task.facts().group().stream())
                            .filter(Files::exists)
                            .toList();
        }

        /** What a failed test would leave over. */
        private static void stopAll(Path tasks) throws InterruptedException {
            try (var engine = Tasks.open(tasks)) {
                for (var task : engine.onDisk()) {
                    var _ = task.stop(Cause.Requester.OWNER);
                }
            }
        }

        private void run(@Nullable Path group) throws Exception {
            var program = new ProcessBuilder(user.as(
                            group,
                            OtherJvm.commandForAnybody(
                                    folder, ContainmentProgram.class, place.toString(), column.name())))
                    .redirectErrorStream(true)
                    .start();
            try (var out = program.inputReader(StandardCharsets.UTF_8)) {
                readUntil("ready", out);
                switch (column) {
                    case STOP, CLOSE -> {}
                    // Not by the process itself: that closes its output too.
                    case SIGTERM -> program.toHandle().destroy();
                    case SIGKILL -> program.toHandle().destroyForcibly();
                }
                readUntil(null, out);
                program.waitFor();
            } finally {
                program.destroyForcibly();
            }
            if (column == ContainmentColumn.SIGKILL) {
                Patience.until("the grace is over and the warden done", this::stillness);
            }
        }

        /** To the line, or to the end. */
        private void readUntil(@Nullable String last, BufferedReader out) throws IOException {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.equals(last)) {
                    return;
                }
            }
            assertThat(last).as("the program ended early: " + said).isNull();
        }

        private String verdict(ContainmentRow row, List<Path> beating) {
            for (var line : said) {
                if (line.startsWith("without " + row.name() + ": ")) {
                    return "not provable here: " + line.substring(line.indexOf(": ") + 2);
                }
                if (line.startsWith("stop of " + row.name() + ": ") && !line.endsWith(": Stopped[]")) {
                    return "NOT contained: " + line;
                }
            }
            var hearts = place.resolve("hearts", row.folder());
            var survivors = Hearts.of(hearts).marked().stream()
                    .map(process -> process.pid() + " " + ProcessTable.commandLine(process))
                    .toList();
            return survivors.isEmpty() && beating.stream().noneMatch(heart -> heart.startsWith(hearts))
                    ? "proved"
                    : "NOT contained: " + survivors + ", " + beating;
        }
    }
}
