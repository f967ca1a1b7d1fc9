package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git would run for repositories that nobody asked about; where one names a program, real git is seen to run it. */
final class NestedRepositoriesTest {
    private Path root;
    private Path tree;

    @BeforeEach
    void repository(@TempDir Path temp) throws Exception {
        root = temp.toRealPath();
        tree = root.resolve("tree");
        shell("git init -q tree; git -C tree commit -q --allow-empty -m x");
    }

    private void shell(String line) throws IOException, InterruptedException {
        ToolBench.shell("set -e; cd '" + root + "'; exec 2>>said; export HOME='" + root
                + "' GIT_CONFIG_NOSYSTEM=1; git() { command git"
                + " -c user.name=a -c user.email=a@b.example -c protocol.file.allow=always"
                + " \"$@\"; }; " + line);
    }

    private Optional<Path> found(Path folder) {
        return new NestedRepositories(List.of(tree), root).withPrograms(folder);
    }

    private static String program(String repository) {
        return "git -C " + repository + " config core.fsmonitor 'touch \"$HOME/ran\"; false'; ";
    }

    @Test
    void an_embedded_repository_that_names_a_program() throws Exception {
        shell("cd tree; git init -q a/x; git -C a/x commit -q --allow-empty -m x; git add a/x");
        assertThat(found(tree)).isEmpty();

        shell(program("tree/a/x") + "git -C tree status >/dev/null");

        assertThat(root.resolve("ran")).exists();
        assertThat(found(tree)).contains(tree.resolve("a/x"));
        assertThat(found(tree.resolve("a"))).contains(tree.resolve("a/x"));
        assertThat(found(tree.resolve("a/x"))).contains(tree.resolve("a/x"));
    }

    @Test
    void a_submodule_of_a_submodule() throws Exception {
        shell("git init -q lib; git -C lib commit -q --allow-empty -m x; cd tree; git submodule --quiet add ../lib sub;"
                + " cd sub; git init -q y; git -C y commit -q --allow-empty -m x; git add y; " + program("y")
                + "git -C ../../tree status >/dev/null");

        assertThat(root.resolve("ran")).exists();
        assertThat(found(tree)).contains(tree.resolve("sub/y"));
    }

    @Test
    void a_filter_and_what_is_included_count_a_switch_and_the_users_own_repository_do_not() throws Exception {
        shell("cd tree; git init -q x; git -C x commit -q --allow-empty -m x; git add x; " + program("."));
        assertThat(found(tree)).isEmpty();

        shell("git -C tree/x config core.fsmonitor true");
        assertThat(found(tree)).isEmpty();

        Files.writeString(tree.resolve("x/more"), "[filter \"f\"] clean = touch ran\n");
        shell("git -C tree/x config include.path ../more");
        assertThat(found(tree)).contains(tree.resolve("x"));
    }
}
