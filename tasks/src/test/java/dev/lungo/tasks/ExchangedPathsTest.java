package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.tasks.Confinement.Network;
import dev.lungo.tasks.Confinement.Strength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another command gives the names of what a sandbox lets a command write to something else, between the look and the mount. */
class ExchangedPathsTest {
    /** Not below /tmp, where the strong sandbox has its own. */
    private Path folder = Path.of("/nonexistent");

    private Path work = Path.of("/nonexistent");
    private Path outside = Path.of("/nonexistent");

    @BeforeEach
    void make() throws IOException {
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "lungo-exchanged-")
                .toRealPath();
        work = Files.createDirectory(folder.resolve("work"));
        outside = Files.createDirectory(folder.resolve("outside"));
    }

    @AfterEach
    void remove() throws IOException {
        TreeRemoval.remove(folder);
    }

    @Test
    void a_strong_one_mounts_the_folder_that_was_looked_at() throws Exception {
        var cache = Files.createDirectory(work.resolve("cache"));
        var other = Files.createDirectory(folder.resolve("other"));
        var limits = limits(List.of(work, cache), List.of());

        var ended = exchanging(limits, cache, () -> Files.move(other, cache), "echo x >cache/new");

        assertThat(ended).isEqualTo(new Ended(OptionalInt.of(0), ""));
        assertThat(work.resolve("moved/new")).exists();
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void a_strong_one_mounts_nothing_else_on_the_way_to_a_guarded_path() throws Exception {
        var git = Files.createDirectory(work.resolve(".git"));
        Files.createDirectory(git.resolve("hooks"));
        Files.createDirectories(folder.resolve("other/hooks"));
        var limits = limits(List.of(work), List.of(git.resolve("hooks")));

        var ended = exchanging(
                limits,
                git,
                () -> Files.move(folder.resolve("other"), git),
                "echo x >.git/new; (echo x >.git/hooks/new) 2>/dev/null || true");

        assertThat(ended).isEqualTo(new Ended(OptionalInt.of(0), ""));
        assertThat(work.resolve("moved/new")).exists();
        assertThat(work.resolve("moved/hooks")).isEmptyDirectory();
        assertThat(git.resolve("new")).doesNotExist();
    }

    /** Bubblewrap looks whether what it mounted is to be found where it was to be. */
    @Test
    void a_strong_one_runs_nothing_where_a_link_took_the_place() throws Exception {
        var git = Files.createDirectory(work.resolve(".git"));
        var cache = Files.createDirectory(work.resolve("cache"));
        Files.createDirectory(git.resolve("hooks"));
        var limits = limits(List.of(work, cache), List.of(git.resolve("hooks")));
        for (var exchanged : List.of(cache, git)) {
            var ended = exchanging(
                    limits,
                    exchanged,
                    () -> Files.createSymbolicLink(exchanged, Path.of("../outside")),
                    "echo x >ran; echo x >cache/new; echo x >.git/new");

            assertThat(ended.exit()).hasValue(1);
            assertThat(ended.said()).startsWith("bwrap: ");
            assertThat(work.resolve("ran")).doesNotExist();
            assertThat(outside).isEmptyDirectory();
            Files.delete(exchanged);
            Files.move(work.resolve("moved"), exchanged);
        }
    }

    @Test
    void a_light_one_allows_nothing_that_a_link_leads_to_by_now() throws Exception {
        Files.createDirectory(outside.resolve("cache"));
        Files.createSymbolicLink(work.resolve("sub"), outside);
        var looked = new RealPaths(List.of(work.resolve("sub/cache")), List.of(), List.of());

        try (var rules = Landlock.forFiles(false)) {
            var light = new LightRules(looked, task());

            assertThatThrownBy(() -> light.giveTo(rules))
                    .isInstanceOf(TaskException.class)
                    .hasMessageContaining("cannot make " + work.resolve("sub/cache") + " writable");
        }
    }

    private static Confinement limits(List<Path> writable, List<Path> guarded) {
        return new Confinement(Strength.STRONG, writable, guarded, List.of(), new Network.None());
    }

    /** How a sandbox ended, and what it said on standard error. */
    private record Ended(OptionalInt exit, String said) {}

    /** Runs the line in a strong sandbox before whose start a folder was moved away and something took its place. */
    private Ended exchanging(Confinement limits, Path exchanged, Callable<Path> exchange, String line)
            throws Exception {
        var said = Files.writeString(folder.resolve("said"), "");
        var error = Descriptors.open(said, Descriptors.WRITE);
        try (var sandbox = StrongSandbox.prepare(limits, task(), work)) {
            Files.move(exchanged, work.resolve("moved"));
            exchange.call();
            var words = new ArrayList<>(sandbox.words());
            words.addAll(List.of("/bin/sh", "-c", line));
            var descriptors = new ArrayList<>(Collections.nCopies(Waiter.FREE_DESCRIPTOR, Spawn.NULL));
            descriptors.set(2, error);
            descriptors.addAll(sandbox.descriptors());
            var pid = sandbox.start(new Spawn(
                    Path.of(words.getFirst()),
                    words.stream().map(Environment::bytes).toList(),
                    List.of(),
                    work,
                    descriptors));
            ProcessHandle.of(pid).orElseThrow().onExit().get();
            return new Ended(Pidfd.reap(pid), Files.readString(said));
        } finally {
            Descriptors.close(error);
        }
    }

    private TaskFolder task() throws IOException {
        var task = new TaskFolder(Files.createTempDirectory(folder, "task"));
        Files.writeString(task.commandFile(), "");
        return task;
    }
}
