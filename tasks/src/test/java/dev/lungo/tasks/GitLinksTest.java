package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which repositories git looks into by itself, by the index that real git writes. */
class GitLinksTest {
    private Path root = Path.of("/nonexistent");
    private Path tree = Path.of("/nonexistent");

    @BeforeEach
    void repository(@TempDir Path temporary) throws Exception {
        root = temporary.toRealPath();
        tree = root.resolve("tree");
        run("git init -q tree; cd tree; mkdir -p src/deep; touch src/a src/deep/ä b; git add .; git commit -qm x");
    }

    private void run(String line) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        "sh",
                        "-ec",
                        "git() { command git -c user.name=a -c user.email=a@b.example"
                                + " -c advice.addEmbeddedRepo=false -c protocol.file.allow=always \"$@\"; }; " + line)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("said").toFile());
        builder.environment().put("HOME", root.toString());
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        assertThat(builder.start().waitFor()).isZero();
    }

    private static List<Path> looksInto(Path git) {
        return GitLinks.beside(git.resolve("config")).stream()
                .flatMap(links -> links.prints().keySet().stream())
                .toList();
    }

    @Test
    void a_tree_without_submodules_has_none() {
        assertThat(looksInto(tree.resolve(".git"))).isEmpty();
        assertThat(GitLinks.beside(root.resolve("config"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "4", "split"})
    void what_the_index_names_counts_in_all_of_its_forms(String form) throws Exception {
        run(
                "cd tree; for n in own src/also; do git init -q $n; git -C $n commit -q --allow-empty -m x; git add $n; done;"
                        + (form.equals("split")
                                ? "git update-index --split-index"
                                : "git update-index --index-version " + form));

        assertThat(looksInto(tree.resolve(".git")))
                .containsExactly(tree.resolve("own/.git"), tree.resolve("src/also/.git"));
    }

    @Test
    void longer_hashes_are_read_too() throws Exception {
        run("git init -q --object-format=sha256 long; cd long; touch a bcd; git init -q --object-format=sha256 own;"
                + " git -C own commit -q --allow-empty -m x; git add .");

        assertThat(looksInto(root.resolve("long/.git"))).containsExactly(root.resolve("long/own/.git"));
    }

    @Test
    void submodules_and_linked_trees_have_an_index_of_their_own() throws Exception {
        run("git init -q lib; git -C lib commit -q --allow-empty -m x; cd tree; git submodule --quiet add ../lib sub;"
                + " git commit -qm x; git worktree add -q ../linked; for n in sub ../linked; do git init -q $n/own;"
                + " git -C $n/own commit -q --allow-empty -m x; git -C $n add own; done");

        assertThat(looksInto(tree.resolve(".git"))).containsExactly(tree.resolve("sub/.git"));
        assertThat(looksInto(tree.resolve(".git/modules/sub"))).containsExactly(tree.resolve("sub/own/.git"));
        assertThat(looksInto(tree.resolve(".git/worktrees/linked")))
                .containsExactly(root.resolve("linked/own/.git"), root.resolve("linked/sub/.git"));
    }

    @Test
    void what_is_no_index_is_not_understood() throws Exception {
        var whole = Files.readAllBytes(tree.resolve(".git/index"));

        for (var length = 0; length < whole.length; length++) {
            assertThat(GitIndex.links(ByteBuffer.wrap(whole, 0, length).slice()).orElse(List.of()))
                    .isEmpty();
        }
        assertThat(GitIndex.links(ByteBuffer.wrap("no index at all".getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
        Files.write(tree.resolve(".git/index"), new byte[100]);
        assertThat(looksInto(tree.resolve(".git"))).containsExactly(tree.resolve(".git/index"));
    }
}
