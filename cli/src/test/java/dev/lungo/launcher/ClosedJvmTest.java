package dev.lungo.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JVM that the launcher starts has keys in its memory: nobody is let in. */
final class ClosedJvmTest {
    @TempDir
    Path folder;

    private SmallCheckout checkout;

    @BeforeEach
    void make_the_checkout() throws Exception {
        checkout = SmallCheckout.in(folder.resolve("checkout"));
        checkout.run();
    }

    @Test
    void nobody_attaches_to_it() throws Exception {
        try (var started = waiting(Map.of())) {
            var socket = Path.of("/tmp/.java_pid" + started.pid());
            // As a command of the same user does. An open JVM makes a socket then; this one only says what its threads
            // do.
            var ask = Files.createFile(Path.of("/tmp/.attach_pid" + started.pid()));
            try {
                new ProcessBuilder("kill", "-QUIT", Long.toString(started.pid()))
                        .start()
                        .waitFor();
                assertThat(Stream.generate(() -> read(started)).anyMatch(line -> line.startsWith("Full thread dump")))
                        .isTrue();
                assertThat(socket).doesNotExist();
            } finally {
                Files.delete(ask);
            }
        }
    }

    @Test
    void somebody_would_if_it_were_open() throws Exception {
        try (var started = waiting(Map.of("LUNGO_JAVA_OPTIONS", "-XX:-DisableAttachMechanism"))) {
            var machine = VirtualMachine.attach(Long.toString(started.pid()));
            assertThat(machine.getSystemProperties()).containsKey("java.home");
            machine.detach();
        }
    }

    /** With what it says on stderr in what it says on stdout. */
    private Started waiting(Map<String, String> environment) throws IOException {
        var started = Started.start(
                checkout.root, environment, List.of("sh", "-c", "exec \"$0\" wait 2>&1", checkout.launcher()));
        assertThat(started.line()).isEqualTo("one waits");
        return started;
    }

    private static String read(Started started) {
        try {
            return Objects.requireNonNull(started.line(), "it ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void its_memory_is_written_nowhere() throws Exception {
        for (var variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
            var flags = checkout.runWith(
                    Map.of(variable, "-XX:+HeapDumpOnOutOfMemoryError -XX:+CreateCoredumpOnCrash -XX:+PrintFlagsFinal"),
                    "echo");

            assertThat(flags.err().lines().map(line -> line.replaceAll("\\s+", " ")))
                    .as(variable)
                    .anyMatch(line -> line.startsWith(" bool HeapDumpOnOutOfMemoryError = false"))
                    .anyMatch(line -> line.startsWith(" bool CreateCoredumpOnCrash = false"))
                    .anyMatch(line -> line.startsWith(" bool UsePerfData = false"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JAVA_TOOL_OPTIONS | -Da=b -agentlib:jdwp=transport=dt_socket,server=y,suspend=n
            JDK_JAVA_OPTIONS  | -Dcom.sun.management.jmxremote.port=0
            _JAVA_OPTIONS     | -XX:-DisableAttachMechanism
            """)
    void a_port_for_debuggers_of_all_programs_is_none_for_it(String variable, String options) throws Exception {
        var ended = checkout.runWith(Map.of(variable, options), "echo");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .hasLineCount(1)
                .startsWith("lungo: ")
                .contains(variable, "LUNGO_JAVA_OPTIONS is for Lungo alone");
    }

    @Test
    void what_a_project_leaves_for_a_jvm_is_not_read() throws Exception {
        Files.writeString(checkout.root.resolve(".hotspotrc"), "-XX:-DisableAttachMechanism +PrintFlagsFinal\n");

        assertThat(checkout.run("echo").out()).isEqualTo("one [echo]\n");
        assertThat(checkout.run("echo").err()).doesNotContain("DisableAttachMechanism");
    }
}
