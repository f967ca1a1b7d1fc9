package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.tasks.Confinement.Network;
import dev.lungo.tasks.Confinement.Strength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guarded and hidden paths of the strong sandbox that lie in others, as in a home folder that may be written. */
class PathsInPathsTest {
    /** Not below /tmp, where the strong sandbox has its own. */
    private Path home = Path.of("/nonexistent");

    @BeforeEach
    void make() throws IOException {
        home = Files.createTempDirectory(Path.of("/var/tmp"), "lungo-home-").toRealPath();
    }

    @AfterEach
    void remove() throws IOException {
        TreeRemoval.remove(home);
    }

    private Path file(String name, String content) throws IOException {
        var file = home.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, content);
    }

    private String output(List<Path> writable, List<Path> guarded, List<Path> hidden, String line) throws Exception {
        var limits = new Confinement(Strength.STRONG, writable, guarded, hidden, new Network.None());
        try (var tasks = Tasks.open(home.resolve("state/projects/x/tasks"))) {
            var task = tasks.start(Command.shell(line).withCwd(home).withConfinement(Optional.of(limits)));
            task.await(Patience.LONG);
            return Files.readString(task.output().path());
        }
    }

    @Test
    void what_is_guarded_in_a_hidden_folder_uncovers_nothing_of_it() throws Exception {
        var state = home.resolve("state");
        var granted = file("state/projects/x/granted", "hush");
        file("state/projects/other/session", "hush");

        var said = output(
                List.of(home),
                List.of(state, granted, file("state/trusted", "hush")),
                List.of(state),
                "cat state/trusted state/projects/*/*; ls state/projects; echo x >state/projects/other/new;"
                        + " echo x >state/projects/x/granted; echo x >free && echo wrote");

        assertThat(said).contains("wrote").doesNotContain("hush", "other\n");
        assertThat(granted).hasContent("hush");
        assertThat(home.resolve("state/projects/other/new")).doesNotExist();
    }

    @Test
    void what_is_hidden_in_a_hidden_folder_uncovers_nothing_of_it() throws Exception {
        file("kube/c/y", "hush");

        var said = output(
                List.of(home),
                List.of(),
                List.of(home.resolve("kube"), file("kube/c/x", "hush")),
                "cat kube/c/*; ls -R kube; echo x >kube/c/new; echo x >free && echo wrote");

        assertThat(said).contains("wrote").doesNotContain("hush", "\ny\n");
        assertThat(home.resolve("kube/c/new")).doesNotExist();
    }

    @Test
    void what_is_hidden_in_a_guarded_folder_makes_nothing_of_it_writable() throws Exception {
        var key = file("fish/conf.d/key.fish", "hush");

        var said = output(
                List.of(home),
                List.of(home.resolve("fish")),
                List.of(key),
                "cat fish/conf.d/key.fish; echo x >fish/conf.d/evil.fish; echo x >fish/other; echo x >free && echo wrote");

        assertThat(said).contains("wrote").doesNotContain("hush");
        assertThat(home.resolve("fish/conf.d/evil.fish")).doesNotExist();
        assertThat(home.resolve("fish/other")).doesNotExist();
    }

    @Test
    void a_writable_tree_in_one_is_still_writable_and_what_is_guarded_or_hidden_in_that_tree_is_kept()
            throws Exception {
        var tree = Files.createDirectories(home.resolve("kept/tree"));
        var hooks = Files.createDirectories(tree.resolve("git/hooks"));
        var secret = file("kept/tree/deep/secret", "hush");
        for (var kept : List.of(List.of(home.resolve("kept")), List.<Path>of())) {
            var hidden = kept.isEmpty() ? List.of(home.resolve("kept"), secret) : List.of(secret);
            var guarded = kept.isEmpty() ? List.of(hooks) : List.of(kept.getFirst(), hooks);

            var said = output(
                    List.of(home, tree),
                    guarded,
                    hidden,
                    "cd kept/tree; echo x >git/new && echo wrote; echo x >git/hooks/evil; cat deep/secret; mv git g;"
                            + " mv deep d; cat d/secret; rm git/new");

            assertThat(said).contains("wrote").doesNotContain("hush");
            assertThat(hooks).isEmptyDirectory();
            assertThat(secret).exists();
        }
    }

    @Test
    void one_whose_place_something_took_is_not_left_out() throws Exception {
        var outside = file("outside/x", "").resolveSibling("");
        var work = Files.createDirectory(home.resolve("work"));
        Files.createSymbolicLink(work.resolve("sub"), outside);
        var looked = new RealPaths(List.of(work), List.of(work.resolve("sub/x")), List.of());
        var held = new HeldPaths(0);
        try {
            var mounts = new StrongMounts(
                    looked, new Network.None(), new TaskFolder(Files.createDirectory(home.resolve("task"))), held);

            assertThatThrownBy(() -> mounts.arguments(work))
                    .isInstanceOf(TaskException.class)
                    .hasMessageContainingAll("cannot make " + work.resolve("sub/x") + " read-only", "try again");
        } finally {
            held.descriptors().forEach(Descriptors::close);
        }
    }
}
