package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
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
            endedAndLeftASleep(task);

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
    void while_another_warden_is_at_work_a_killed_one_is_not_replaced_and_nobody_is_harmed() throws Exception {
        try (var tasks = Tasks.open(folder)) {
            var task = tasks.start(Command.shell("exec sleep 1000"));
            var token = new TaskFolder(task.folder()).owner().token();
            var file = Presence.of(new ProjectFolder(folder), token).resolve("warden");
            var warden = wardens().getFirst();
            var lock = Descriptors.open(file, Descriptors.READ);

            warden.destroyForcibly();
            Patience.until("the lock is free", () -> Descriptors.lock(lock));
            Patience.until("another was tried", () -> wardens().isEmpty());
            assertThat(task.await(Duration.ofMillis(2500))).isEqualTo(new TaskState.Running());
            Descriptors.close(lock);

            Patience.until("another is there", () -> !wardens().isEmpty());
        }
        assertThat(wardens()).isEmpty();
    }

    @Test
    void what_an_ended_task_of_an_ordinary_user_without_a_group_left_behind_is_stopped_too() throws Exception {
        var engine = OtherEngine.ofOrdinaryUser(folder, Duration.ofSeconds(4), "sleep 1000 & exit 0");
        engine.kill();
        try (var next = Tasks.open(folder.resolve("tasks"), "s2", (task, end) -> {})) {
            var task = next.onDisk().getFirst();
            endedAndLeftASleep(task);

            Patience.until("it is gone", () -> task.leftovers().isEmpty());
        }
    }

    @Test
    void a_number_that_means_everybody_is_never_killed() {
        assertThatThrownBy(() -> Pidfd.killChild(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pidfd.killChild(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tasks_whose_folder_was_taken_away_are_stopped_after_the_grace_too() throws Exception {
        var engine = OtherEngine.start(folder, "s1", MOMENT, "", "exec sleep 1000", "exec sleep 1001");
        try (var next = Tasks.open(folder, "s2", (task, end) -> {})) {
            var tasks = next.onDisk();
            var gone = new TaskFolder(tasks.getFirst().folder());
            Patience.until("it runs", () -> gone.readRecord().main().isPresent());
            var main = gone.readRecord().main().orElseThrow();
            ProjectFolder.discard(gone, new TaskException("for the test"));

            engine.kill();

            Patience.until("it is gone", () -> !main.alive());
            assertThat(((TaskState.Ended) tasks.getLast().await(Patience.LONG)).cause())
                    .isEqualTo(new Cause.Orphaned());
            gone();
        }
    }

    @Test
    void tasks_whose_folders_are_taken_away_while_the_warden_is_at_work_are_stopped_after_the_grace_too()
            throws Exception {
        var engine = OtherEngine.start(
                folder, "s1", Duration.ofSeconds(4), "", "exec sleep 1000", "sleep 1001 & exit 0", "exec sleep 1002");
        try (var next = Tasks.open(folder, "s2", (task, end) -> {})) {
            var cookies = new ArrayList<String>();
            for (var task : next.onDisk()) {
                var record = new TaskFolder(task.folder());
                Patience.until("it runs", () -> record.readRecord().main().isPresent());
                cookies.add(cookie(task));
            }
            var marks = folder.resolve(Presence.FOLDER);
            engine.kill();
            Patience.until("the warden has read what there is", () -> {
                try (var files = Files.walk(marks)) {
                    return files.anyMatch(file -> file.endsWith("orphaned"));
                }
            });

            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (!file.equals(folder)) {
                        Files.delete(file);
                    }
                }
            }

            Patience.until("they are gone", () -> carriers(cookies).isEmpty());
            Patience.until("the warden has gone", () -> wardens().isEmpty());
        }
    }

    @Test
    void what_one_task_does_to_its_own_files_harms_no_other() throws Exception {
        var engine = OtherEngine.start(
                folder, "s1", MOMENT, "", "exec sleep 1000", "exec sleep 1001", "exec sleep 1002", "exec sleep 1003");
        List<String> spoilt;
        try (var next = Tasks.open(folder, "s2", (task, end) -> {})) {
            var tasks = next.onDisk();
            spoilt = List.of(cookie(tasks.get(0)), cookie(tasks.get(2)));
            edit(tasks.get(0), "task", "uptime .*", "uptime 08");
            edit(tasks.get(1), "freed", "^~~~", "from 08\nto 09\n");
            Files.delete(tasks.get(2).folder().resolve("owner"));
            new ProcessBuilder("mkfifo", tasks.get(2).folder().resolve("owner").toString())
                    .start()
                    .waitFor();

            engine.kill();

            assertThat(((TaskState.Ended) tasks.get(3).await(Patience.LONG)).cause())
                    .isEqualTo(new Cause.Orphaned());
        }
        // Nobody can tell any more when those two are due.
        for (var process : carriers(spoilt)) {
            ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        gone();
    }

    @Test
    void who_writes_into_the_pipe_of_a_living_engine_ends_no_task() throws Exception {
        try (var engine = OtherEngine.start(folder, "s1", MOMENT, "", "exec sleep 1000");
                var next = Tasks.open(folder, "s2", (task, end) -> {})) {
            var pipe = Path.of("/proc", Long.toString(wardens().getFirst().pid()), "fd/0");
            Files.writeString(pipe, "anything\n");

            assertThat(next.onDisk().getFirst().await(Duration.ofSeconds(2))).isEqualTo(new TaskState.Running());
            engine.end();
        }
        assertThat(wardens()).isEmpty();
    }

    private static void edit(Task task, String file, String pattern, String replacement) throws IOException {
        var path = task.folder().resolve(file);
        Files.writeString(path, Files.readString(path).replaceFirst(pattern, replacement));
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

    private static String cookie(Task task) {
        return new TaskFolder(task.folder()).facts().cookie();
    }

    private static List<ProcessStat> carriers(List<String> cookies) {
        var table = ProcessTable.read();
        return StreamSupport.stream(table.all().spliterator(), false)
                .filter(process -> cookies.stream().anyMatch(cookie -> table.carries(process, cookie)))
                .toList();
    }

    private static void endedAndLeftASleep(Task task) throws Exception {
        assertThat(((TaskState.Ended) task.await(Patience.LONG)).cause()).isEqualTo(new Cause.ByItself());
        // A process that was only just made still has its parent's command line.
        Patience.until(
                "only the sleep is left",
                () -> task.leftovers().stream().map(Leftover::command).toList().equals(List.of("sleep 1000")));
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
