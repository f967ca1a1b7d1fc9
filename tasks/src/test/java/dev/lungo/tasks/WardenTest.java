package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of tasks whose engine is gone and that nobody adopts. */
class WardenTest {
    private static final Duration HOURS = Duration.ofHours(2);
    private static final Duration MOMENT = Duration.ofMillis(500);

    @TempDir
    Path folder;

    @Test
    void after_the_grace_everything_is_stopped_and_the_warden_goes() throws Exception {
        var engine =
                OtherEngine.start(folder, "s1", MOMENT, "", "setsid sleep 1000 & trap '' TERM; sleep 1001; sleep 1002");
        engine.kill();
        try (var next = Tasks.open(folder, "s2", (task, end) -> {})) {
            var task = next.onDisk().getFirst();

            var ended = (TaskState.Ended) task.await(Patience.LONG);

            assertThat(ended.cause()).isEqualTo(new Cause.Orphaned());
            gone();
            assertThat(task.leftovers()).isEmpty();
        }
    }

    @Test
    void what_an_ended_task_left_behind_is_stopped_after_the_grace_too() throws Exception {
        var engine = OtherEngine.start(folder, "s1", Duration.ofSeconds(4), "", "sleep 1000 & exit 0");
        engine.kill();
        try (var next = Tasks.open(folder, "s2", (task, end) -> {})) {
            var task = next.onDisk().getFirst();
            assertThat(((TaskState.Ended) task.await(Patience.LONG)).cause()).isEqualTo(new Cause.ByItself());
            assertThat(task.leftovers()).extracting(Leftover::command).containsExactly("sleep 1000");

            gone();

            assertThat(task.leftovers()).isEmpty();
        }
    }

    @Test
    void without_a_jvm_the_warden_stops_them_by_itself() throws Exception {
        var engine = OtherEngine.start(folder, "s1", MOMENT, "no-jvm", "setsid sleep 1000 & sleep 1001");
        engine.kill();
        try (var next = Tasks.open(folder, "s2", (task, end) -> {})) {
            var task = next.onDisk().getFirst();

            assertThat(((TaskState.Ended) task.await(Patience.LONG)).cause()).isEqualTo(new Cause.Orphaned());

            gone();
            assertThat(task.leftovers()).isEmpty();
        }
    }

    @Test
    void what_is_persistent_runs_on_until_its_deadline() throws Exception {
        var engine = OtherEngine.start(folder, "s1", MOMENT, "persistent deadline=5000", "exec sleep 1000");
        engine.kill();
        try (var next = Tasks.open(folder, "s2", (task, end) -> {})) {
            var ended = (TaskState.Ended) next.onDisk().getFirst().await(Patience.LONG);

            assertThat(ended.cause()).isEqualTo(new Cause.DeadlinePassed(Duration.ofSeconds(5)));
            gone();
        }
    }

    @Test
    void what_was_adopted_in_time_runs_on() throws Exception {
        var engine = OtherEngine.start(folder, "s1", Duration.ofSeconds(2), "", "exec sleep 1000");
        var warden = wardens().getFirst();
        engine.kill();
        try (var next = Tasks.open(folder, "s1", (task, end) -> {})) {
            var task = next.adopt().getFirst();

            Patience.until("the warden of the first engine has gone", () -> !warden.isAlive());

            assertThat(task.state()).isEqualTo(new TaskState.Running());
        }
        gone();
    }

    @Test
    void an_engine_that_closes_leaves_no_warden_and_no_mark() throws Exception {
        try (var tasks = Tasks.open(folder)) {
            tasks.start(Command.shell("exit 0")).await(Patience.LONG);
            assertThat(wardens()).hasSize(1);
        }

        assertThat(wardens()).isEmpty();
        assertThat(folder.resolve(Presence.FOLDER)).isEmptyDirectory();
    }

    @Test
    void a_warden_that_is_killed_is_replaced() throws Exception {
        try (var tasks = Tasks.open(folder)) {
            tasks.start(Command.shell("exit 0")).await(Patience.LONG);
            var warden = wardens().getFirst();

            warden.destroyForcibly();

            Patience.until(
                    "another is there",
                    () -> wardens().stream().anyMatch(other -> other.pid() != warden.pid() && other.isAlive()));
        }
        assertThat(wardens()).isEmpty();
    }

    @Test
    void orphans_without_a_warden_get_one_from_who_tidies_up() throws Exception {
        var engine = OtherEngine.start(folder, "s1", HOURS, "", "exec sleep 1000");
        engine.kill();
        var warden = wardens().getFirst();
        warden.destroyForcibly();
        Patience.until("the warden is dead", () -> !warden.isAlive());
        var settings = TaskSettings.DEFAULT.withOrphanGrace(MOMENT);
        try (var next = Tasks.open(folder, "s2", (task, end) -> {}, settings)) {
            next.tidy();

            var ended = (TaskState.Ended) next.onDisk().getFirst().await(Patience.LONG);
            assertThat(ended.cause()).isEqualTo(new Cause.Orphaned());
            gone();
        }
    }

    private void gone() throws Exception {
        Patience.until("the wardens have gone", () -> wardens().isEmpty());
        Patience.until("their marks have gone", () -> {
            try (var marks = Files.list(folder.resolve(Presence.FOLDER))) {
                return marks.findAny().isEmpty();
            }
        });
    }

    /** Those of this test's folder. */
    private List<ProcessHandle> wardens() {
        return ProcessHandle.allProcesses().filter(this::isWardenHere).toList();
    }

    private boolean isWardenHere(ProcessHandle process) {
        try {
            var proc = Path.of("/proc", Long.toString(process.pid()));
            return Files.readString(proc.resolve("cmdline")).startsWith("lungo-warden\0")
                    && new String(Files.readAllBytes(proc.resolve("environ")), StandardCharsets.UTF_8)
                            .contains("LUNGO_FOLDER=" + folder + "\0");
        } catch (IOException gone) {
            return false;
        }
    }
}
