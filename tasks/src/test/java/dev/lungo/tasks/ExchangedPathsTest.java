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

        exchanging(List.of(work, cache), List.of(), cache, "echo x >cache/new; echo x >/proc/self/cwd/cache/other");

        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void a_strong_one_mounts_nothing_else_on_the_way_to_a_guarded_path() throws Exception {
        var git = Files.createDirectory(work.resolve(".git"));
        Files.createDirectory(git.resolve("hooks"));

        exchanging(List.of(work), List.of(git.resolve("hooks")), git, "echo x >.git/new; echo x >../outside/other");

        assertThat(outside).isEmptyDirectory();
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

    /** Runs the line in a strong sandbox before whose start a folder became a link that leads outside. */
    private void exchanging(List<Path> writable, List<Path> guarded, Path exchanged, String line) throws Exception {
        var limits = new Confinement(Strength.STRONG, writable, guarded, List.of(), new Network.None());
        try (var sandbox = StrongSandbox.prepare(limits, task(), work)) {
            Files.move(exchanged, work.resolve("moved"));
            Files.createSymbolicLink(exchanged, Path.of("../outside"));
            var words = new ArrayList<>(sandbox.words());
            words.addAll(List.of("/bin/sh", "-c", line));
            var descriptors = new ArrayList<>(Collections.nCopies(Waiter.FREE_DESCRIPTOR, Spawn.NULL));
            descriptors.addAll(sandbox.descriptors());
            var pid = sandbox.start(new Spawn(
                    Path.of(words.getFirst()),
                    words.stream().map(Environment::bytes).toList(),
                    List.of(),
                    work,
                    descriptors));
            ProcessHandle.of(pid).orElseThrow().onExit().get();
        }
    }

    private TaskFolder task() throws IOException {
        return new TaskFolder(Files.createDirectories(folder.resolve("task")));
    }
}
