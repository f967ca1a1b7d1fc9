package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FingerprintTest {
    @TempDir
    Path folder;

    @Test
    void is_another_after_any_change_below_it() throws Exception {
        var guarded = Files.createDirectory(folder.resolve("guarded"));
        var file = Files.createFile(guarded.resolve("file"));
        var before = Fingerprint.of(guarded);

        assertThat(Fingerprint.of(guarded)).isEqualTo(before);
        Files.writeString(file, "changed");

        assertThat(Fingerprint.of(guarded)).isNotEqualTo(before);
        assertThat(Fingerprint.of(folder.resolve("missing"))).isEqualTo(Fingerprint.ABSENT);
    }

    @Test
    void goes_no_further_into_a_tree_than_it_counts() throws Exception {
        Files.createDirectories(folder.resolve("a/b/c"));
        Files.createFile(folder.resolve("a/b/c/d"));

        var first = new FirstFiles(3);
        Files.walkFileTree(folder, first);

        assertThat(first.files()).containsExactly(folder, folder.resolve("a"), folder.resolve("a/b"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ROOT", "ORDINARY"})
    void is_had_where_a_folder_in_it_cannot_be_read(ContainmentUser user) throws Exception {
        if (user.missing().isPresent()) {
            return;
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        var command = user.as(null, OtherJvm.commandForAnybody(folder, Closer.class, folder + "/" + user));

        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines()).hasSize(3).allMatch(line -> line.matches("[0-9a-f]{32}"));
        List<String> prints = said.lines().toList();
        assertThat(prints.get(1)).isNotEqualTo(prints.get(0)).isEqualTo(prints.get(2));
    }

    /** Says what a folder looks like: before one in it is closed to all, and twice after that. */
    static final class Closer {
        private Closer() {}

        public static void main(String[] args) throws Exception {
            var guarded = Path.of(args[0]);
            var closed = Files.createDirectories(guarded.resolve("closed"));
            System.out.println(Fingerprint.of(guarded));
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
            System.out.println(Fingerprint.of(guarded));
            System.out.println(Fingerprint.of(guarded));
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
