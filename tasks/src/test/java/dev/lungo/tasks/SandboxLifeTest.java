package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.tasks.Confinement.Network;
import dev.lungo.tasks.Confinement.Strength;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In a sandbox a task lives as it does without; what it cannot reach is in {@link SandboxTest}. */
class SandboxLifeTest {
    private final Ends ends = new Ends();

    /** Not below /tmp, where the strong sandbox has its own. */
    private Path folder = Path.of("/nonexistent");

    private Path work = Path.of("/nonexistent");
    private Tasks tasks = Tasks.open(Path.of("/nonexistent"));

    @BeforeEach
    void open() throws IOException {
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "lungo-sandbox-");
        work = Files.createDirectory(folder.resolve("work"));
        tasks = ends.open(folder.resolve("tasks"));
    }

    @AfterEach
    void close() throws IOException {
        tasks.close();
        TreeRemoval.remove(folder);
    }

    @ParameterizedTest
    @EnumSource
    void its_end_is_the_commands_own(Strength strength) throws Exception {
        assertThat(exit(strength, "exit 3")).isEqualTo(new Exit.Code(3));
        assertThat(exit(strength, "kill -KILL $$")).isEqualTo(new Exit.CodeOrSignal(137));
        assertThat(exit(strength, "no-such-command-at-all")).isEqualTo(new Exit.Code(127));
    }

    @ParameterizedTest
    @EnumSource
    void it_writes_in_its_folders_and_in_a_temporary_one_that_goes_with_it(Strength strength) throws Exception {
        var task = start(
                strength, "echo 1 >in; f=$(mktemp) && echo 2 >$f && cat $f; echo 3 >../out; mkdir -m 0 $TMPDIR/d");

        task.await(Patience.LONG);

        assertThat(work.resolve("in")).hasContent("1");
        assertThat(output(task)).startsWith("2\n");
        assertThat(folder.resolve("out")).doesNotExist();
        Patience.until(
                "nothing is left of it", () -> !Files.exists(task.folder().resolve("tmp")));
    }

    /** @param above whether what holds the hidden folder may be written, as in a home folder */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void in_a_hidden_folder_it_reads_what_tasks_of_its_own_wrote_and_nothing_that_comes_later(boolean above)
            throws Exception {
        var state = Files.createDirectories(folder.resolve("state"));
        try (var own = ends.open(state.resolve("own/tasks"))) {
            var limits = new Confinement(
                    Strength.STRONG,
                    List.of(above ? folder : work),
                    above ? List.of(state) : List.of(),
                    List.of(state),
                    new Network.None());
            var earlier = own.start(Command.shell("echo earlier"));
            earlier.await(Patience.LONG);
            var task = own.start(Command.shell("until [ -e go ]; do sleep 0.05; done; cat "
                            + earlier.output().path()
                            + "; cat " + state + "/other/secret " + state + "/own/session; ls " + state + " " + state
                            + "/own; touch " + state + "/own/tasks/x")
                    .withCwd(work)
                    .withConfinement(Optional.of(limits)));
            Files.writeString(Files.createDirectories(state.resolve("other")).resolve("secret"), "hidden words");
            Files.writeString(state.resolve("own/session"), "hidden words");
            Files.createFile(work.resolve("go"));

            task.await(Patience.LONG);

            assertThat(output(task))
                    .startsWith("earlier\n")
                    .contains("own\n", ":\ntasks\n", "Read-only file system")
                    .doesNotContain("hidden words");
        }
    }

    @ParameterizedTest
    @EnumSource
    void standard_output_can_be_opened_again_and_keeps_its_order(Strength strength) throws Exception {
        var task =
                start(strength, "echo 1; echo 2 >/dev/stderr; echo 3 | tee /dev/stderr >/dev/null; echo 4 >/dev/null");

        task.await(Patience.LONG);

        assertThat(output(task)).isEqualTo("1\n2\n3\n");
    }

    @ParameterizedTest
    @EnumSource
    void functions_of_the_environment_and_long_lines_arrive(Strength strength) throws Exception {
        var task = tasks.start(command(strength, "f; exit 4 " + "#".repeat(200_000))
                .withEnvironment(Map.of("BASH_FUNC_f%%", "() { echo called; }")));

        assertThat(((TaskState.Ended) task.await(Patience.LONG)).exit()).isEqualTo(new Exit.Code(4));
        assertThat(output(task)).isEqualTo("called\n");
    }

    @ParameterizedTest
    @EnumSource
    void a_stop_lets_it_clean_up_and_tells_its_own_code(Strength strength) throws Exception {
        var task = start(
                strength, "trap 'echo bye; exit 5' TERM; setsid sleep 1000 & echo up; while :; do sleep 0.05; done");
        Patience.until("it is up", () -> output(task).contains("up"));

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());

        assertThat(task.state()).isInstanceOfSatisfying(TaskState.Ended.class, ended -> {
            assertThat(ended.exit()).isEqualTo(new Exit.Code(5));
            assertThat(ended.cause()).isEqualTo(new Cause.Stopped(Cause.Requester.USER));
        });
        assertThat(output(task)).endsWith("bye\n");
    }

    @ParameterizedTest
    @EnumSource
    void who_does_not_heed_is_killed(Strength strength) throws Exception {
        var task = start(strength, "trap '' TERM; (trap '' TERM; echo up; exec sleep 1000) & sleep 1001; sleep 1002");
        Patience.until("it is up", () -> output(task).contains("up"));

        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
        assertThat(((TaskState.Ended) task.state()).exit()).isEqualTo(new Exit.CodeOrSignal(137));
    }

    @ParameterizedTest
    @EnumSource
    void what_it_leaves_behind_is_known_and_can_be_stopped(Strength strength) throws Exception {
        var task = start(strength, "(setsid sleep 1000 >/dev/null 2>&1 &); sleep 1001 & exit 0");

        assertThat(((TaskState.Ended) task.await(Patience.LONG)).exit()).isEqualTo(new Exit.Code(0));

        // A process that was only just made still has its parent's command line.
        Patience.until(
                "both are known",
                () -> task.leftovers().stream()
                        .map(Leftover::command)
                        .toList()
                        .containsAll(List.of("sleep 1000", "sleep 1001")));
        assertThat(task.stop(Cause.Requester.USER)).isEqualTo(new StopResult.Stopped());
        assertThat(task.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void its_deadline_ends_it(Strength strength) throws Exception {
        var task = tasks.start(command(strength, "sleep 1000").withDeadline(Duration.ofMillis(300)));

        assertThat(((TaskState.Ended) task.await(Patience.LONG)).cause())
                .isEqualTo(new Cause.DeadlinePassed(Duration.ofMillis(300)));
    }

    @ParameterizedTest
    @EnumSource
    void who_adopts_it_sees_its_limits_and_its_end(Strength strength) throws Exception {
        var id = start(strength, "while [ ! -e go ]; do sleep 0.05; done; exit 6")
                .id();
        tasks.leave();
        try (var next = ends.open(folder.resolve("tasks"))) {
            var task = next.adopt().getFirst();
            assertThat(task.id()).isEqualTo(id);
            assertThat(task.command().confinement()).contains(limits(strength));

            Files.createFile(work.resolve("go"));

            assertThat(((TaskState.Ended) task.await(Patience.LONG)).exit()).isEqualTo(new Exit.Code(6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_killed_agent_leaves_it_to_the_warden(Strength strength) throws Exception {
        var engine = OtherEngine.start(
                folder.resolve("others"),
                "s1",
                Duration.ofMillis(500),
                "sandbox=" + strength,
                "sleep 1000 & sleep 1001");
        engine.kill();
        try (var next = Tasks.open(folder.resolve("others"), "s2", (task, end) -> {})) {
            var task = next.onDisk().getFirst();

            assertThat(((TaskState.Ended) task.await(Patience.LONG)).cause()).isEqualTo(new Cause.Orphaned());
            Patience.until("nobody is left", () -> task.leftovers().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_guarded_path_that_changed_is_told_with_the_end(Strength strength) throws Exception {
        var settings = work.resolve(".lungo/settings.json");
        var guarded = new Confinement(
                strength, List.of(work), List.of(work.resolve("kept"), settings), List.of(), new Network.None());
        Files.createFile(work.resolve("kept"));
        var task = tasks.start(Command.shell("mkdir .lungo && echo {} >.lungo/settings.json")
                .withCwd(work)
                .withConfinement(Optional.of(guarded)));

        task.await(Patience.LONG);

        assertThat(task.guardedChanges()).containsExactly(settings);
        try (var others = Tasks.open(folder.resolve("tasks"))) {
            assertThat(others.onDisk().getFirst().guardedChanges()).containsExactly(settings);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_left_of_it_changes_later_is_told_with_the_next_end_and_a_redirection_taken_away(Strength strength)
            throws Exception {
        var git = Files.createDirectory(work.resolve(".git"));
        var guarded = new Confinement(
                strength,
                List.of(work),
                List.of(git.resolve("commondir"), work.resolve(".envrc")),
                List.of(),
                new Network.None());
        var later = "until [ -e go ]; do sleep 0.02; done; echo x >.envrc; echo ../x >.git/commondir; echo x >done";
        var first = tasks.start(Command.shell("(setsid sh -c '" + later + "; exec sleep 1000' >/dev/null 2>&1 &)")
                .withCwd(work)
                .withConfinement(Optional.of(guarded)));
        first.await(Patience.LONG);
        assertThat(first.guardedChanges()).isEmpty();

        Files.createFile(work.resolve("go"));
        Patience.until("it changed them", () -> Files.exists(work.resolve("done")));
        var second = tasks.start(Command.shell("true").withCwd(work).withConfinement(Optional.of(guarded)));
        second.await(Patience.LONG);
        assertThat(second.guardedChanges()).containsExactlyElementsOf(guarded.guarded());
        assertThat(git.resolve("commondir")).doesNotExist();

        var third = tasks.start(Command.shell("true").withCwd(work).withConfinement(Optional.of(guarded)));
        third.await(Patience.LONG);
        assertThat(third.guardedChanges()).isEmpty();
        first.stop(Cause.Requester.USER);
    }

    @ParameterizedTest
    @EnumSource
    void what_changes_while_it_runs_is_told_with_the_end_of_another(Strength strength) throws Exception {
        var guarded = new Confinement(
                strength, List.of(work), List.of(work.resolve(".envrc")), List.of(), new Network.None());
        var server = tasks.start(Command.shell("echo x >.envrc; echo x >done; exec sleep 1000")
                .withCwd(work)
                .withConfinement(Optional.of(guarded)));
        Patience.until("it changed it", () -> Files.exists(work.resolve("done")));

        assertThat(changesDuring("true", guarded)).containsExactly(work.resolve(".envrc"));
        assertThat(changesDuring("true", guarded)).isEmpty();
        server.stop(Cause.Requester.USER);
    }

    @Test
    void a_start_that_fails_or_guards_something_else_leaves_what_changed_to_the_next() throws Exception {
        var guarded = new Confinement(
                Strength.LIGHT, List.of(work), List.of(work.resolve(".envrc")), List.of(), new Network.None());
        var other = new Confinement(
                Strength.LIGHT, List.of(work), List.of(work.resolve("other")), List.of(), new Network.None());
        var server = tasks.start(Command.shell("echo x >.envrc; echo x >done; exec sleep 1000")
                .withCwd(work)
                .withConfinement(Optional.of(guarded)));
        Patience.until("it changed it", () -> Files.exists(work.resolve("done")));
        var nowhere = Command.shell("true").withCwd(work.resolve("nowhere")).withConfinement(Optional.of(guarded));

        assertThatThrownBy(() -> tasks.start(nowhere)).isInstanceOf(TaskException.class);
        assertThat(changesDuring("true", other)).isEmpty();

        assertThat(changesDuring("true", guarded)).containsExactly(work.resolve(".envrc"));
        assertThat(changesDuring("true", guarded)).isEmpty();
        server.stop(Cause.Requester.USER);
    }

    @Test
    void a_submodule_that_changes_while_it_runs_is_told_with_the_end_of_another() throws Exception {
        var git = new ProcessBuilder(
                        "sh",
                        "-ec",
                        "git() { command git -c user.name=a -c user.email=a@b.example \"$@\"; }; git init -q; git init -q own;"
                                + " git -C own commit -q --allow-empty -m x; git add own 2>/dev/null")
                .directory(work.toFile())
                .inheritIO();
        git.environment().putAll(Map.of("HOME", folder.toString(), "GIT_CONFIG_NOSYSTEM", "1"));
        assertThat(git.start().waitFor()).isZero();
        var guarded = new Confinement(
                Strength.LIGHT, List.of(work), List.of(work.resolve(".git/config")), List.of(), new Network.None());
        var server = tasks.start(Command.shell("echo >>own/.git/config; echo x >done; exec sleep 1000")
                .withCwd(work)
                .withConfinement(Optional.of(guarded)));
        Patience.until("it changed it", () -> Files.exists(work.resolve("done")));

        assertThat(changesDuring("rm .git/index", guarded)).containsExactly(work.resolve("own/.git"));
        assertThat(changesDuring("true", guarded)).isEmpty();
        server.stop(Cause.Requester.USER);
    }

    /** The kernel takes a mount away with the file that it is mounted on: docs/sandbox.md names the limit. */
    @Test
    void a_guarded_file_that_somebody_outside_replaces_is_guarded_no_more_and_that_is_told() throws Exception {
        var config =
                Files.writeString(Files.createDirectory(work.resolve(".git")).resolve("config"), "[core]\n");
        var guarded = new Confinement(Strength.STRONG, List.of(work), List.of(config), List.of(), new Network.None());
        var server =
                tasks.start(Command.shell("echo x >up; until { echo evil >>.git/config; } 2>/dev/null; do sleep 0.02;"
                                + " done; echo x >done; exec sleep 1000")
                        .withCwd(work)
                        .withConfinement(Optional.of(guarded)));
        Patience.until("it is up", () -> Files.exists(work.resolve("up")));
        assertThat(changesDuring("true", guarded)).isEmpty();

        var draft = Files.writeString(work.resolve(".git/config.lock"), "[core]\n[user]\n");
        Files.move(draft, config, StandardCopyOption.ATOMIC_MOVE);

        Patience.until("it changed it", () -> Files.exists(work.resolve("done")));
        assertThat(changesDuring("true", guarded)).containsExactly(config);
        assertThat(changesDuring("true", guarded)).isEmpty();
        server.stop(Cause.Requester.USER);
    }

    private List<Path> changesDuring(String line, Confinement limits) throws Exception {
        var task = tasks.start(Command.shell(line).withCwd(work).withConfinement(Optional.of(limits)));
        task.await(Patience.LONG);
        return task.guardedChanges();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_left_of_it_is_looked_at_once_more_when_it_is_stopped(Strength strength) throws Exception {
        var guarded = new Confinement(
                strength, List.of(work), List.of(work.resolve(".envrc")), List.of(), new Network.None());
        var task = tasks.start(Command.shell("(setsid sh -c 'until [ -e go ]; do sleep 0.02; done; echo x >.envrc;"
                        + " exec sleep 1000' >/dev/null 2>&1 &)")
                .withCwd(work)
                .withConfinement(Optional.of(guarded)));
        task.await(Patience.LONG);
        Files.createFile(work.resolve("go"));
        Patience.until("it changed it", () -> Files.exists(work.resolve(".envrc")));

        task.stop(Cause.Requester.USER);

        assertThat(task.guardedChanges()).containsExactly(work.resolve(".envrc"));
    }

    @ParameterizedTest
    @EnumSource
    void what_a_task_of_a_dead_engine_changed_is_told_by_the_next_engine_of_the_folder(Strength strength)
            throws Exception {
        var engine = OtherEngine.start(
                folder.resolve("tasks"),
                "s1",
                Duration.ofMinutes(10),
                "cwd=" + work + " repository sandbox=" + strength,
                "until [ -e go ]; do sleep 0.02; done; mkdir -p .git; echo ../x >.git/commondir; echo x >.envrc");
        engine.kill();
        Files.createFile(work.resolve("go"));
        try (var next = Tasks.open(folder.resolve("tasks"), "s2", (task, end) -> {})) {
            var dead = next.onDisk().getFirst();
            dead.await(Patience.LONG);
            var limits = dead.command().confinement();

            next.tidy();

            assertThat(work.resolve(".git/commondir")).doesNotExist();
            var own = next.start(Command.shell("true").withCwd(work).withConfinement(limits));
            own.await(Patience.LONG);
            assertThat(own.guardedChanges()).containsExactlyElementsOf(OtherEngine.guarded(work));
        }
    }

    @Test
    void what_is_hidden_below_a_writable_folder_is_not_found_by_the_next_command_under_another_name() throws Exception {
        var secret = Files.createDirectories(work.resolve("a/b")).resolve("secret");
        Files.writeString(secret, "hush");
        var limits = new Confinement(Strength.STRONG, List.of(work), List.of(), List.of(secret), new Network.None());
        for (var line : List.of("mv a/b a/c; mv a d", "cat a/b/secret a/c/secret d/b/secret d/c/secret")) {
            var task = tasks.start(Command.shell(line).withCwd(work).withConfinement(Optional.of(limits)));
            task.await(Patience.LONG);
            assertThat(output(task)).doesNotContain("hush");
        }
    }

    @Test
    void a_guarded_folder_that_the_engine_itself_writes_into_is_not_said_to_change() throws Exception {
        var guarded = new Confinement(
                Strength.STRONG, List.of(folder), List.of(folder.resolve("tasks")), List.of(), new Network.None());

        var task = tasks.start(Command.shell("true").withCwd(work).withConfinement(Optional.of(guarded)));
        task.await(Patience.LONG);

        assertThat(task.guardedChanges()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_engine_itself_is_not_confined(Strength strength) throws Exception {
        start(strength, "true").await(Patience.LONG);

        Patience.until("every thread may gain privileges", () -> {
            try (var threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
                for (var thread : threads) {
                    if (!Files.readString(thread.resolve("status")).contains("NoNewPrivs:\t0")) {
                        return false;
                    }
                }
            }
            return true;
        });
        assertThat(Files.createFile(folder.resolve("outside"))).exists();
    }

    @Test
    void the_light_one_refuses_what_it_cannot_hide() {
        var limits = new Confinement(
                Strength.LIGHT, List.of(work), List.of(), List.of(work.resolve("secret")), new Network.None());

        assertThatThrownBy(() -> tasks.start(Command.shell("true").withConfinement(Optional.of(limits))))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("cannot hide " + work.resolve("secret"));
        assertThat(tasks.onDisk()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_link_that_a_command_could_have_made_makes_nothing_writable(Strength strength) throws Exception {
        Files.createSymbolicLink(work.resolve("build"), folder);
        var limits = new Confinement(
                strength, List.of(work, work.resolve("build")), List.of(), List.of(), new Network.None());

        assertThatThrownBy(() -> tasks.start(Command.shell("true").withConfinement(Optional.of(limits))))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining(work.resolve("build").toString());
    }

    @ParameterizedTest
    @EnumSource
    void nor_does_one_further_on_the_way(Strength strength) throws Exception {
        Files.createSymbolicLink(folder.resolve("cache"), work.resolve("build"));
        var limits = new Confinement(
                strength, List.of(work, folder.resolve("cache")), List.of(), List.of(), new Network.None());
        var line = Command.shell("echo x >../cache/new").withCwd(work).withConfinement(Optional.of(limits));

        Files.createDirectory(work.resolve("build"));
        tasks.start(line).await(Patience.LONG);
        assertThat(work.resolve("build/new")).exists();

        TreeRemoval.remove(work.resolve("build"));
        Files.createSymbolicLink(work.resolve("build"), Files.createDirectory(folder.resolve("outside")));
        assertThatThrownBy(() -> tasks.start(line))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining(work.resolve("build").toString());
    }

    @Test
    void what_cannot_be_had_is_said_with_what_to_do() {
        var failing = Path.of("/bin/false");

        assertThat(Bubblewrap.missing(List.of(Path.of("/nonexistent/bwrap"))))
                .hasValueSatisfying(why -> assertThat(why).contains("install bubblewrap"));
        assertThat(Bubblewrap.missing(List.of(failing)))
                .hasValueSatisfying(why -> assertThat(why).contains(failing + " says", "user.max_user_namespaces"));
        assertThat(LightSandbox.missing(-38))
                .hasValueSatisfying(why -> assertThat(why).contains("'lsm='"));
        assertThat(LightSandbox.missing(2))
                .hasValueSatisfying(why -> assertThat(why).contains("Linux 6.2"));
        assertThat(LightSandbox.missing(Landlock.NEEDED)).isEmpty();
    }

    @Test
    void the_strong_one_leads_to_a_proxy_and_nowhere_else() throws Exception {
        var socket = Files.createDirectory(folder.resolve("proxy")).resolve("socket");
        try (var proxy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            proxy.bind(UnixDomainSocketAddress.of(socket));
            var answering = Thread.ofVirtual().start(() -> answer(proxy));
            var limits =
                    new Confinement(Strength.STRONG, List.of(work), List.of(), List.of(), new Network.Through(socket));
            var line = "exec 3<>/dev/tcp/127.0.0.1/${HTTP_PROXY##*:} && echo hello >&3 && cat <&3; exec 3>&-; exit 7";

            var task = tasks.start(Command.shell(line).withCwd(work).withConfinement(Optional.of(limits)));

            assertThat(((TaskState.Ended) task.await(Patience.LONG)).exit()).isEqualTo(new Exit.Code(7));
            assertThat(output(task)).isEqualTo("heard hello\n");
            assertThat(task.leftovers()).isEmpty();
            answering.join();
        }
    }

    private static void answer(ServerSocketChannel proxy) {
        try (var client = proxy.accept()) {
            var buffer = ByteBuffer.allocate(100);
            client.read(buffer);
            var heard = "heard " + new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            client.write(ByteBuffer.wrap(heard.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Exit exit(Strength strength, String line) throws InterruptedException {
        return ((TaskState.Ended) start(strength, line).await(Patience.LONG)).exit();
    }

    private Task start(Strength strength, String line) {
        return tasks.start(command(strength, line));
    }

    private Command command(Strength strength, String line) {
        return Command.shell(line).withCwd(work).withConfinement(Optional.of(limits(strength)));
    }

    private Confinement limits(Strength strength) {
        return new Confinement(strength, List.of(work), List.of(), List.of(), new Network.None());
    }

    private static String output(Task task) throws IOException {
        return Files.readString(task.folder().resolve("output.log"));
    }
}
