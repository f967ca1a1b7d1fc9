package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {
    @TempDir
    Path folder;

    private final Ends ends = new Ends();
    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        tasks = ends.open(folder.resolve("tasks"));
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void opening_an_engine_touches_nothing() {
        assertThat(folder.resolve("tasks")).doesNotExist();
        assertThat(tasks.onDisk()).isEmpty();
    }

    @Test
    void a_task_on_disk_is_the_task_that_was_started() throws Exception {
        var command = Command.shell("echo 'two\nlines'; exit 9")
                .withDescription("100% of\ntwo lines")
                .withOrigin("toolu_1")
                .withDeadline(Duration.ofMinutes(7));
        var task = tasks.start(command);
        task.await(Patience.LONG);

        var found = tasks.onDisk().getFirst();

        assertThat(found.id()).isEqualTo(task.id());
        assertThat(found.command()).isEqualTo(command);
        assertThat(found.session()).isEqualTo("s1");
        assertThat(found.startedAt()).isEqualTo(task.startedAt());
        assertThat(found.state()).isEqualTo(task.state());
        assertThat(found.output().size()).isEqualTo(10);
        assertThat(found.await(Duration.ZERO)).isEqualTo(task.state());
        assertThat(found.leftovers()).isEmpty();
    }

    @Test
    void the_folder_is_private_and_holds_what_the_format_says() throws Exception {
        var task = tasks.start(Command.shell("exec sleep 1000"));
        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        var permissions = new TreeMap<String, String>();
        permissions.put("", permissions(task.folder()));
        try (var files = Files.list(task.folder())) {
            for (var file : files.toList()) {
                permissions.put(file.getFileName().toString(), permissions(file));
            }
        }

        assertThat(permissions)
                .isEqualTo(Map.of(
                        "", "rwx------",
                        "command", "rw-------",
                        "drain", "rw-------",
                        "freed", "rw-------",
                        "output.log", "rw-------",
                        "owner", "rw-------",
                        "record", "rw-------",
                        "stop", "rw-------",
                        "task", "rw-------"));
        assertThat(Files.readString(task.folder().resolve("stop"))).startsWith("by USER\nat ");
        assertThat(permissions(folder.resolve("tasks"))).isEqualTo("rwx------");
    }

    @Test
    void two_engines_on_one_folder_never_share_an_id() throws Exception {
        try (var other = Tasks.open(folder.resolve("tasks"))) {
            var ids = new HashSet<TaskId>();
            for (var i = 0; i < 60; i++) {
                ids.add(tasks.start(Command.shell("true")).id());
                ids.add(other.start(Command.shell("true")).id());
            }
            assertThat(ids).hasSize(120).allSatisfy(id -> assertThat(id.value()).hasSizeBetween(2, 4));
            ends.await(60);
            assertThat(tasks.onDisk()).extracting(Task::id).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(tasks.list()).hasSize(60);
        }
    }

    @Test
    void a_task_of_another_engine_can_be_awaited() throws Exception {
        try (var other = Tasks.open(folder.resolve("tasks"))) {
            var gate = folder.resolve("gate");
            var task = other.start(Command.shell("while ! [ -e " + gate + " ]; do sleep 0.02; done"));
            var found = tasks.onDisk().getFirst();
            assertThat(found.await(Duration.ofMillis(20))).isEqualTo(new TaskState.Running());
            Files.createFile(gate);

            assertThat(found.await(Patience.LONG)).isEqualTo(task.await(Patience.LONG));
        }
        assertThat(ends.waiting()).isZero();
    }

    @Test
    void a_folder_of_a_newer_format_is_refused_with_its_number_and_left_out_of_the_list() throws Exception {
        var old = tasks.start(Command.shell("true"));
        var newer = Files.createDirectory(folder.resolve("tasks/z9"));
        Files.writeString(newer.resolve("task"), "format 2\nid z9\n");

        assertThat(tasks.onDisk()).extracting(Task::id).containsExactly(old.id());
        assertThatThrownBy(() -> new TaskFolder(newer).facts())
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining(newer.toString());
    }

    @Test
    void a_task_of_another_machine_is_neither_lost_nor_signalled() throws Exception {
        var task = running(new Machine("boot", "another machine", "pid:[1]"));

        assertThat(task.state()).isEqualTo(new TaskState.Running());
        assertThat(task.stop(Cause.Requester.USER)).isInstanceOf(StopResult.NotVerified.class);
        assertThat(task.leftovers()).isEmpty();
        assertThat(ProcessIdentity.SELF.alive()).isTrue();
    }

    @Test
    void a_task_of_another_container_of_this_boot_is_neither_lost_nor_signalled() throws Exception {
        var here = Machine.here();
        var task = running(new Machine(here.boot(), here.id(), "pid:[1]"));

        assertThat(task.state()).isEqualTo(new TaskState.Running());
        assertThat(task.stop(Cause.Requester.USER)).isInstanceOf(StopResult.NotVerified.class);
    }

    @Test
    void a_machine_without_an_id_sees_only_its_own_boot_and_processes() {
        var here = new Machine("boot", "", "pid:[1]");

        assertThat(here.sees(new Machine("boot", "", "pid:[1]"))).isTrue();
        assertThat(here.sees(new Machine("another boot", "", "pid:[1]"))).isFalse();
        assertThat(here.sees(new Machine("another boot", "", "pid:[2]"))).isFalse();
        assertThat(here.sees(new Machine("boot", "", "pid:[2]"))).isFalse();
        assertThat(here.sees(new Machine("boot", "some machine", "pid:[1]"))).isFalse();
        assertThat(new Machine("boot", "some machine", "pid:[1]").sees(here)).isFalse();
    }

    @Test
    void a_task_from_before_a_restart_is_lost_and_nobody_is_signalled_for_it() throws Exception {
        var here = Machine.here();
        var task = running(new Machine("an earlier boot", here.id(), here.processes()));

        var lost = (TaskState.Lost) task.state();

        assertThat(lost.why()).isEqualTo("the machine was restarted");
        assertThat(task.state()).isEqualTo(lost);
        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.AlreadyEnded());
        assertThat(ProcessIdentity.SELF.alive()).isTrue();
    }

    @Test
    void a_number_that_somebody_else_has_by_now_is_nobody_of_the_task() throws Exception {
        var task = running(Machine.here());
        var stranger = new ProcessIdentity(ProcessIdentity.SELF.pid(), ProcessIdentity.SELF.start() - 1);
        Files.writeString(
                task.folder().resolve("record"),
                "waiter " + stranger.pid() + " " + stranger.start() + "\nmain " + stranger.pid() + " "
                        + stranger.start() + "\n~~~");

        assertThat(task.state()).isInstanceOf(TaskState.Lost.class);
        assertThat(task.leftovers()).isEmpty();
        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.AlreadyEnded());
    }

    /** A task folder as an engine elsewhere would have left it; its processes have the numbers of this JVM. */
    private Task running(Machine machine) throws Exception {
        var self = ProcessIdentity.SELF;
        var task = new ProjectFolder(folder.resolve("tasks"))
                .claim(
                        id -> new TaskFacts(
                                id,
                                "s0",
                                "",
                                "",
                                Path.of("/"),
                                Path.of("/bin/sh"),
                                Instant.EPOCH,
                                Duration.ZERO,
                                Duration.ofHours(1),
                                Lifetime.SESSION,
                                machine,
                                self,
                                "cookie",
                                "pipe:[0]",
                                Optional.empty(),
                                Optional.empty()),
                        "true",
                        new Owner("s0", "", Lifetime.SESSION));
        var text = "waiter " + self.pid() + " " + self.start() + "\nmain " + self.pid() + " " + self.start() + "\n~~~";
        Files.write(task.record(), text.getBytes(StandardCharsets.UTF_8));
        return tasks.onDisk().getFirst();
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
