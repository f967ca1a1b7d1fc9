package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How bubblewrap is tried out; what it does for a task is in {@link SandboxLifeTest}. */
class BubblewrapTest {
    @TempDir
    Path folder;

    @Test
    void is_tried_out_without_the_environment_of_whoever_asks() throws Exception {
        var seen = folder.resolve("seen");

        assertThat(Bubblewrap.missing(List.of(program("env >" + seen)))).isEmpty();

        assertThat(System.getenv())
                .as("what could be handed on")
                .containsKey("PATH")
                .hasSizeGreaterThan(3);
        assertThat(Files.readAllLines(seen))
                .extracting(line -> line.substring(0, line.indexOf('=')))
                .contains("PATH")
                .isSubsetOf(Set.of(
                        "PATH",
                        "HOME",
                        "USER",
                        "LANG",
                        "LC_ALL",
                        "LC_CTYPE",
                        "TMPDIR",
                        "XDG_CONFIG_HOME",
                        "TERMINFO",
                        "TERMINFO_DIRS",
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "_"));
    }

    @Test
    void one_that_does_not_answer_is_not_waited_for_without_end() throws Exception {
        assertThat(Bubblewrap.missing(List.of(program("exec sleep 1000")), Duration.ofSeconds(1)))
                .hasValueSatisfying(why -> assertThat(why).contains("nothing for 1 s"));
    }

    @Test
    void one_that_cannot_mount_what_is_held_open_is_too_old() throws Exception {
        assertThat(Bubblewrap.missing(List.of(program("echo 'bwrap: Unknown option --ro-bind-fd'; exit 1"))))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains(
                                "Unknown option --ro-bind-fd", "install version 0.10, or your distribution's latest"));
    }

    private Path program(String line) throws IOException {
        var program = Files.writeString(folder.resolve("bwrap"), "#!/bin/sh\n" + line + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
