package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SmallFileTest {
    private static final long HUGE = 3L << 30;

    private Path root;

    @BeforeEach
    void prepare(@TempDir Path temp) throws IOException {
        root = temp.toRealPath();
    }

    /** Which takes no room. */
    private Path huge(String name) throws IOException {
        Path path = root.resolve(name);
        Files.createDirectories(path.resolveSibling(""));
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(HUGE);
        }
        return path;
    }

    @Test
    void a_file_is_read_whole_or_not_at_all_also_through_a_link() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "größe");
        Path link = Files.createSymbolicLink(root.resolve("link"), file);

        assertThat(SmallFile.text(link, 7)).isEqualTo("größe");
        assertThatThrownBy(() -> SmallFile.text(link, 6))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(link + ": it is larger than 6 bytes");
        try (var opener = new Opener()) {
            assertThat(SmallFile.start(link, 2, opener)).isEqualTo("gr".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void of_a_huge_file_only_the_start_is_looked_at() throws Exception {
        Path file = huge("huge");

        assertThatThrownBy(() -> SmallFile.bytes(file, 1000)).isInstanceOf(FileSystemException.class);
    }

    @Test
    void what_is_no_regular_file_is_not_opened() throws Exception {
        Path pipe = root.resolve("pipe");
        ToolBench.shell("mkfifo '" + pipe + "'");

        for (Path path : List.of(pipe, root, Path.of("/dev/zero"), root.resolve("nothing"))) {
            assertThatThrownBy(() -> SmallFile.bytes(path, 1000)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_huge_file_by_which_git_finds_its_folders_says_nothing() throws Exception {
        ToolBench.shell("cd '" + root + "' && git init -q tree");
        huge("tree/.git/commondir");
        Files.createDirectories(root.resolve("other"));
        huge("other/.git");
        var nested = new NestedRepositories(List.of(), root);

        assertThat(nested.withPrograms(root.resolve("tree"))).isEqualTo(Optional.empty());
        assertThat(nested.withPrograms(root.resolve("other"))).isEqualTo(Optional.empty());
        Files.writeString(root.resolve("tree/.git/commondir"), "no\0path");
        assertThat(nested.withPrograms(root.resolve("tree"))).isEqualTo(Optional.empty());
    }
}
