package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lungo.cli.testing.LungoProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code lungo doctor}, the whole program on this machine: what it looks at, and what it says where something is not well. */
final class DoctorTest {
    private static final String KEY = "sk-planted-key";
    private static final List<String> SUBJECTS = List.of(
            "Java",
            "kernel",
            "commands",
            "control groups",
            "inotify",
            "Landlock",
            "seccomp",
            "light sandbox",
            "strong sandbox",
            "user namespaces",
            "terminal",
            "disk",
            "settings",
            "git",
            "model server");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().keySet());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        lungo = new LungoProgram(root)
                .with("ANTHROPIC_API_KEY", KEY)
                .with(
                        "ANTHROPIC_BASE_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/gate?token=" + KEY);
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void each_look_has_a_line_and_what_is_missing_says_what_it_costs() throws Exception {
        try (var run = lungo.start("doctor")) {
            assertThat(run.exitCode()).as("%s", run).isZero();
            List<String> lines = run.out().lines().toList();
            assertThat(lines.stream()
                            .filter(line -> line.startsWith("ok ") || line.startsWith("missing "))
                            .map(line -> line.substring(9, 26).strip()))
                    .containsExactlyElementsOf(SUBJECTS);
            assertThat(run.out())
                    .contains("commands          run, and their end is seen")
                    .doesNotContain("\033", KEY);
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).startsWith("missing")) {
                    assertThat(lines.get(at + 1).strip()).startsWith("costs: ");
                    assertThat(lines.get(at + 2).strip()).startsWith("to do: ");
                }
            }
        }
        assertThat(asked).singleElement().asString().startsWith("GET /gate [").doesNotContainIgnoringCase("api-key");
        assertThat(lungo.temporary()).isEmptyDirectory();
    }

    @Test
    void a_program_reads_one_object() throws Exception {
        try (var run = lungo.start("doctor", "--json")) {
            assertThat(run.exitCode()).isZero();
            JsonNode report = run.json().getFirst();
            assertThat(run.json()).hasSize(1);
            assertThat(report.path("ok").asBoolean()).isTrue();
            assertThat(report.path("findings")
                            .valueStream()
                            .map(one -> one.path("subject").asString("")))
                    .containsExactlyElementsOf(SUBJECTS);
            assertThat(report.path("findings").valueStream())
                    .allSatisfy(
                            one -> assertThat(one.path("state").asString("")).isIn("ok", "missing"))
                    .allSatisfy(one -> assertThat(one.has("cost"))
                            .isEqualTo(one.path("state").asString("").equals("missing")));
        }
    }

    @Test
    void a_server_that_does_not_answer_is_broken() throws Exception {
        int port;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        broken("http://127.0.0.1:" + port, "http://127.0.0.1:" + port + " refuses connections");
        broken("http://no-such-host.invalid", "nobody knows the name no-such-host.invalid: offline, perhaps");
        server.removeContext("/");
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        broken(address.toString(), address + " answers with an error (503)");
    }

    @Test
    void without_a_key_it_says_how_to_have_one() throws Exception {
        lungo.with("ANTHROPIC_API_KEY", "");

        try (var run = lungo.start("doctor")) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.out())
                    .contains("BROKEN   model             there is no key for the Anthropic API")
                    .endsWith("1 thing that Lungo needs is missing or broken.");
        }
    }

    @Test
    void the_server_of_a_folder_that_nobody_trusts_is_named_and_not_asked() throws Exception {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        Files.writeString(
                lungo.project().resolve(".env"), "ANTHROPIC_API_KEY=theirs\nANTHROPIC_BASE_URL=" + address + "\n");
        lungo.with("ANTHROPIC_API_KEY", "").with("ANTHROPIC_BASE_URL", "");

        try (var run = lungo.start("doctor")) {
            assertThat(run.exitCode()).as("%s", run).isEqualTo(ExitCode.FAILED);
            assertThat(run.out())
                    .contains(
                            "BROKEN   model             this folder's .env has the model asked at " + address,
                            "say so once: lungo --trust");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void a_state_folder_that_others_can_write_is_broken() throws Exception {
        Files.createDirectories(lungo.state());
        Files.setPosixFilePermissions(lungo.state(), PosixFilePermissions.fromString("rwxrwxrwx"));

        try (var run = lungo.start("doctor")) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.out())
                    .contains("BROKEN   state folder      ", "can be written by others (mode 0777)")
                    .endsWith("1 thing that Lungo needs is missing or broken.");
        }
    }

    @Test
    void broken_settings_are_named_and_what_nobody_knows_too() throws Exception {
        settings("{\"permissions\": {\"denny\": []}}");
        try (var run = lungo.start("doctor")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains("missing  settings          .lungo/settings.json:1: there is no setting"
                            + " \"permissions.denny\"; it is ignored. Did you mean \"permissions.deny\"?");
        }
        settings("{\"model\": 7}");
        try (var run = lungo.start("doctor")) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.out()).contains("BROKEN   settings          .lungo/settings.json:1: model is a name, not 7");
        }
        try (var run = lungo.start("-p", "x")) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).isEqualTo("lungo: .lungo/settings.json:1: model is a name, not 7\n");
        }
        assertThat(asked).hasSize(1);
    }

    private void broken(String address, String fact) throws Exception {
        lungo.with("ANTHROPIC_BASE_URL", address);
        try (var run = lungo.start("doctor")) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.out()).contains("BROKEN   model server      " + fact + "\n");
        }
    }

    private void settings(String json) throws IOException {
        Files.createDirectories(lungo.project().resolve(".lungo"));
        Files.writeString(lungo.project().resolve(".lungo/settings.json"), json);
    }
}
