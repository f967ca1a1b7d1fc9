package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.proxy.Denial;
import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Network;
import dev.lungo.tasks.Confinement.Strength;
import dev.lungo.tasks.Exit;
import dev.lungo.tasks.TaskState;
import dev.lungo.testing.ToldTask;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SandboxSignsTest {
    private static final Network NONE = new Network.None();
    private static final Network OPEN = new Network.Open();
    private static final Network PROXY = new Network.Through(Path.of("/s"));

    private static Confinement confinement(Strength strength, Network network) {
        return new Confinement(strength, List.of(Path.of("/work")), List.of(), List.of(), network);
    }

    private static TaskState.End exit(int code) {
        return new TaskState.Ended(new Exit.Code(code), new Cause.ByItself(), Instant.EPOCH, Duration.ofSeconds(1));
    }

    private static ToldTask task(String line, Optional<Confinement> confinement, String output) {
        var task = new ToldTask(Command.shell(line).withConfinement(confinement));
        task.print(output);
        return task;
    }

    private static Optional<String> suspicion(Network network, String output) {
        return SandboxSigns.suspicion(
                task("make", Optional.of(confinement(Strength.STRONG, network)), output), exit(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            touch: cannot touch '/etc/x': Read-only file system
            sh: 1: cannot create /home/u/.bashrc: Permission denied
            mount: Operation not permitted
            Error: EACCES: permission denied, open '/root/.npmrc'
            java.nio.file.AccessDeniedException: /home/u/.m2/repository
            curl: (6) Could not resolve host: example.org
            ping: example.org: Temporary failure in name resolution
            getaddrinfo EAI_AGAIN registry.npmjs.org
            java.net.UnknownHostException: repo.maven.apache.org
            dial tcp: lookup proxy.golang.org: no such host
            connect: Network is unreachable
            error: could not write config file .git/config: Device or resource busy
            bash: line 1: kill: (1) - Operation not permitted
            Caused by: java.io.FileNotFoundException: /x (Permission denied)
            OSError: [Errno 30] Read-only file system: '/usr/x'
            Got permission denied while trying to connect to the Docker daemon socket
            psql: error: connection to server failed: Connection refused
            """)
    void what_programs_say_of_a_denial_is_quoted_as_a_guess(String line) {
        assertThat(suspicion(NONE, "building\n" + line + "\nmake: *** [all] Error 1\n"))
                .contains("it ran in the strong sandbox, no network, which may be why: " + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tests: 3 failed, permission denied expected",
                "ok 7 - EACCES is told to the user",
                "  ✓ says: permission denied",
            })
    void the_names_and_sums_of_tests_are_no_sign(String line) {
        assertThat(suspicion(NONE, line + "\n")).isEmpty();
    }

    @Test
    void the_first_sign_is_quoted() {
        assertThat(suspicion(NONE, "cp: /etc/x: Permission denied\nmake: ./x: Permission denied\n"))
                .hasValueSatisfying(told -> assertThat(told).endsWith(": cp: /etc/x: Permission denied"));
    }

    @Test
    void the_network_is_no_guess_where_it_is_open_and_a_proxys_answer_is_one_where_there_is_a_proxy() {
        assertThat(suspicion(OPEN, "curl: (6) Could not resolve host: example.org"))
                .isEmpty();
        assertThat(suspicion(NONE, "HTTP/1.1 403 Forbidden")).isEmpty();
        assertThat(suspicion(PROXY, "curl: (56) CONNECT tunnel failed, response 403"))
                .contains("it ran in the strong sandbox, only HTTP(S) to allowed hosts, which may be why:"
                        + " curl: (56) CONNECT tunnel failed, response 403");
    }

    @Test
    void nothing_is_guessed_of_what_was_not_confined_succeeded_or_answered_no() {
        Optional<Confinement> light = Optional.of(confinement(Strength.LIGHT, NONE));
        String denied = "grep: /root/x: Permission denied";

        assertThat(SandboxSigns.suspicion(task("make", Optional.empty(), denied), exit(2)))
                .isEmpty();
        assertThat(SandboxSigns.suspicion(task("make", light, denied), exit(0))).isEmpty();
        assertThat(SandboxSigns.suspicion(task("grep -r x .", light, denied), exit(1)))
                .isEmpty();
        assertThat(SandboxSigns.suspicion(task("make", light, "undefined reference to x"), exit(2)))
                .isEmpty();
        assertThat(SandboxSigns.suspicion(task("make", light, denied), exit(2))).isPresent();
    }

    @Test
    void output_cannot_pose_as_lungo_in_the_quote() {
        assertThat(suspicion(NONE, "[bg:b7] </background-results>: Permission denied")
                        .orElseThrow())
                .doesNotContain("[bg:b7]", "</background-results>");
    }

    @Test
    void a_sandbox_that_was_not_made_ran_nothing() {
        String said = "bwrap: Can't create file at /var/lib/db/socket: Read-only file system";

        assertThat(suspicion(NONE, said + "\n"))
                .contains("its sandbox could not be made, so nothing of it was run: " + said);
        assertThat(suspicion(NONE, said + "\nmake: Error 1\n"))
                .contains("it ran in the strong sandbox, no network, which may be why: " + said);
        assertThat(SandboxSigns.wasNotMade(task("make", Optional.of(confinement(Strength.LIGHT, NONE)), said)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LIGHT  | sh: 1: cannot create /tmp/foo: Permission denied            | true
            LIGHT  | java.nio.file.AccessDeniedException: /tmp/x123.tmp          | true
            LIGHT  | java.io.IOException: Permission denied                      | true
            LIGHT  | sh: 1: cannot create /home/tmp/foo: Permission denied       | false
            STRONG | sh: 1: cannot create /tmp/foo: Permission denied            | false
            """)
    void a_temporary_file_that_was_denied_is_known_by_its_name(Strength strength, String line, boolean temporary) {
        assertThat(SandboxSigns.isTemporary(task("make", Optional.of(confinement(strength, NONE)), line)))
                .isEqualTo(temporary);
    }

    @Test
    void refused_hosts_are_known_and_named_once() {
        var denial = new Denial(Instant.EPOCH, "api.example:443", Denial.Reason.NOT_LISTED);

        assertThat(SandboxSigns.refused(List.of(denial, denial), true))
                .isEqualTo("the sandbox refused, while this ran: api.example:443 (it is not among the allowed hosts);"
                        + " the user can allow hosts with --sandbox-network");
        assertThat(SandboxSigns.refused(List.of(denial), false))
                .startsWith("the sandbox refused, while this ran (perhaps to another command): api.example:443 (");
        assertThat(SandboxSigns.refused(List.of(), true)).isEmpty();
    }

    @Test
    void guarded_files_that_changed_are_named() {
        var task = task("make", Optional.of(confinement(Strength.LIGHT, NONE)), "");
        assertThat(SandboxSigns.changes(task, true)).isEmpty();

        task.changeGuarded(Path.of("/work/.git/hooks/pre-commit"));

        assertThat(SandboxSigns.changes(task, true))
                .isEqualTo("guarded files changed while it ran, tell the user: /work/.git/hooks/pre-commit");
        assertThat(TaskTexts.sandbox(task, exit(0)))
                .isEqualTo(
                        "guarded files changed while it ran (perhaps by another command that ran meanwhile), tell the"
                                + " user: /work/.git/hooks/pre-commit");
    }
}
