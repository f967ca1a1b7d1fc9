package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes as git writes them. */
class TrackedFilesTest {
    private static final List<String> NAMES =
            List.of("a", "deep/down/b.txt", "deep/down/b.txt2", "long" + "x".repeat(200));

    @TempDir
    Path tree;

    @BeforeEach
    void repository() throws Exception {
        git("init", "-q");
        for (String name : NAMES) {
            Files.createDirectories(tree.resolve(name).resolveSibling("."));
            Files.writeString(tree.resolve(name), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "4"})
    void every_name_is_read_in_each_version(String version) throws Exception {
        git("-c", "index.version=" + version, "add", "-A");
        assertThat(TrackedFiles.of(tree.resolve(".git"))).hasValue(NAMES);
    }

    @Test
    void an_entry_with_more_flags_is_read_too() throws Exception {
        git("add", "-N", ".");
        assertThat(TrackedFiles.of(tree.resolve(".git"))).hasValue(NAMES);
    }

    @Test
    void nothing_is_tracked_where_there_is_no_index() {
        assertThat(TrackedFiles.of(tree.resolve(".git"))).hasValue(List.of());
    }

    @Test
    void an_index_of_which_a_part_is_elsewhere_is_not_known() throws Exception {
        git("add", "-A");
        git("update-index", "--split-index");
        assertThat(TrackedFiles.of(tree.resolve(".git"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DIRC", "DIRC\0\0\0\2\0\0\0\7", "something else altogether"})
    void what_is_no_index_is_not_known(String text) throws IOException {
        Files.writeString(tree.resolve(".git/index"), text);
        assertThat(TrackedFiles.of(tree.resolve(".git"))).isEmpty();
    }

    private void git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var git = new ProcessBuilder(command)
                .directory(tree.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        assertThat(git.start().waitFor()).as(String.join(" ", command)).isZero();
    }
}
