package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Network;
import dev.lungo.tasks.Confinement.Strength;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SandboxAdviceTest {
    private static final Confinement STRONG = new Confinement(
            Strength.STRONG,
            List.of(Path.of("/work")),
            List.of(Path.of("/work/.git/config"), Path.of("/work/.git/hooks")),
            List.of(Path.of("/etc/shadow"), Path.of("/home/u/.aws"), Path.of("/work/.env")),
            new Network.None());

    private static String advice(String line) {
        return new SandboxAdvice(STRONG, true).about(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat: /etc/shadow: Permission denied",
                "cat: .env: Permission denied",
                "Error: EACCES: permission denied, open '/home/u/.aws/credentials'",
                "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
                "Failed to connect to system bus: Operation not permitted",
                "bash: line 1: kill: (1) - Operation not permitted",
            })
    void what_is_hidden_and_the_doors_of_services_are_no_reason_to_leave_the_sandbox(String line) {
        assertThat(advice(line)).isEqualTo("That is kept from it on purpose: do without it, or tell the user");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            error: could not write config file .git/config: Device or resource busy     | .git/config
            sh: 1: cannot create ./.git/hooks/pre-commit: Read-only file system         | .git/hooks
            tee: /work/.git/config: Read-only file system                               | /work/.git/config
            """)
    void what_is_guarded_is_named(String line, String guarded) {
        assertThat(advice(line))
                .isEqualTo(guarded + " is guarded: do not work around it, tell the user what should be in it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "touch: cannot touch '/opt/x': Read-only file system",
                "cp: x/etc/shadow: Permission denied",
                "cat: /etc/shadow-old: Permission denied",
            })
    void anything_else_may_be_asked_for(String line) {
        assertThat(advice(line)).isEqualTo("If it needs that, call it again with unconfined and a reason");
    }

    @Test
    void where_no_command_may_run_outside_the_user_is_told() {
        assertThat(new SandboxAdvice(STRONG, false).about("touch: cannot touch '/opt/x': Read-only file system"))
                .isEqualTo("Tell the user what it needs");
    }
}
