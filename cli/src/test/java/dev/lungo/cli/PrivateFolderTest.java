package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivateFolderTest {
    @TempDir
    Path temp;

    private Path home;
    private Path root;

    @BeforeEach
    void prepare() throws IOException {
        home = Files.createDirectory(temp.toRealPath().resolve("home"));
        root = home.resolve("state");
        mode(home, "rwxr-xr-x");
    }

    @Test
    void one_that_is_not_there_yet_is_fine() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void what_others_could_read_is_closed_to_them() throws IOException {
        folder("rwxr-x--x");
        Path trusted = Files.createFile(root.resolve("trusted"));
        mode(trusted, "rw-r--r--");

        check(trusted);

        assertThat(modes(root, trusted)).containsExactly("rwx------", "rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
    void what_others_could_write_is_refused_and_left_as_it_is(String mode) throws IOException {
        folder(mode);

        assertThatThrownBy(this::check)
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(root + " holds Lungo's state and can be written by others (mode 0")
                .hasMessageEndingWith("chmod -R go= " + root);
        assertThat(modes(root)).containsExactly(mode);
    }

    @Test
    void a_file_in_it_that_others_could_write_is_refused() throws IOException {
        folder("rwx------");
        Path trusted = Files.createFile(root.resolve("trusted"));
        mode(trusted, "rw-rw-rw-");

        assertThatThrownBy(() -> check(trusted)).hasMessageStartingWith(trusted + " holds Lungo's state");
    }

    @Test
    void a_folder_above_that_others_could_write_is_refused_whether_the_state_is_there_or_not() throws IOException {
        mode(home, "rwxrwxrwx");

        assertThatThrownBy(this::check)
                .isInstanceOf(UsageException.class)
                .hasMessage("the state folder " + root + " is not safe: " + home + " above it can be written by others"
                        + " (mode 0777), who could put another in its place. Set LUNGO_HOME to a folder of yours alone,"
                        + " or: chmod go-w " + home);

        folder("rwx------");
        assertThatThrownBy(this::check).hasMessageContaining(" above it can be written by others");
    }

    @Test
    void one_above_that_keeps_each_to_their_own_is_fine() throws IOException {
        Files.setAttribute(home, "unix:mode", 01777);
        folder("rwx------");

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void a_link_is_as_good_as_where_it_leads() throws IOException {
        Path above = Files.createDirectory(temp.toRealPath().resolve("elsewhere"));
        Path real = Files.createDirectory(above.resolve("real"));
        Files.createSymbolicLink(root, real);
        mode(real, "rwx------");
        assertThatCode(this::check).doesNotThrowAnyException();

        mode(above, "rwxrwxrwx");
        assertThatThrownBy(this::check).hasMessageContaining(above + " above it can be written by others");
    }

    @Test
    void what_is_another_users_is_refused() throws IOException {
        boolean isRoot = Files.readString(Path.of("/proc/self/status")).contains("\nUid:\t0\t");
        Path other = isRoot ? root : Path.of("/etc");
        if (isRoot) {
            folder("rwx------");
            Files.setAttribute(root, "unix:uid", 4711);
        }

        assertThatThrownBy(() -> new PrivateFolder(other).check(List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        other + " holds Lungo's state and belongs to another user (uid " + (isRoot ? 4711 : 0) + ")");
    }

    private void check(Path... inside) {
        new PrivateFolder(root).check(List.of(inside));
    }

    private void folder(String mode) throws IOException {
        Files.createDirectory(root);
        mode(root, mode);
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static List<String> modes(Path... paths) throws IOException {
        var modes = new ArrayList<String>();
        for (Path path : paths) {
            modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
        return modes;
    }
}
