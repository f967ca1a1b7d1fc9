package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.status;
import static dev.lungo.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.cli.testing.LungoTerminal;
import dev.lungo.cli.testing.PlantedKeys;
import dev.lungo.testing.MessagesRequest;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys are planted wherever Lungo takes them from, and the server repeats them in every error it makes. Then Lungo does all
 * it can do, and whatever it wrote and said is searched for them.
 */
final class PlantedKeysTest {
    private static final String BYPASS = "--permission-mode=bypassPermissions";
    private static final String STREAM = "--output-format=stream-json";
    private static final String SESSION = "0b7f1f57-27a8-4d5f-9a3e-2f6a1c6c0d11";

    /** What every process shows that has to do with Lungo, this command's own included. */
    private static final Map<String, String> LOOK_AROUND = Map.of(
            "command", "env; cat $(grep -las LUNGO_ /proc/[0-9]*/environ) /dev/null | tr '\\0' '\\n'; echo seen");

    private final StrictMessagesServer server = StrictMessagesServer.start();
    private final PlantedKeys keys = new PlantedKeys();
    private final List<String> said = new ArrayList<>();
    private LungoProgram lungo;

    @TempDir
    Path root;

    @BeforeEach
    void plant() throws IOException {
        String password = keys.plantPlain("the base URL");
        lungo = new LungoProgram(root)
                .with("ANTHROPIC_BASE_URL", server.url().toString().replace("://", "://me:" + password + "@"))
                .with("ANTHROPIC_API_KEY", keys.plant("the environment"))
                .with("ANTHROPIC_AUTH_TOKEN", keys.plant("the token"))
                .with("ANTHROPIC_CUSTOM_HEADERS", "x-gateway: Bearer " + keys.plant("the headers"))
                .with("LUNGO_GATEWAY_TOKEN", keys.plant("a variable of Lungo's own"))
                .with("HTTPS_PROXY", "http://me:for-commands@127.0.0.1:1");
        Files.writeString(
                lungo.project().resolve(".env"),
                "OPENAI_API_KEY='" + keys.plantPlain("the .env") + "'\nDATABASE_URL="
                        + keys.plantPlain("another of .env") + "\n");
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void none_is_written_or_said_by_all_that_lungo_does() throws Exception {
        work();
        fail();
        String id = crashAndResume();
        listAndRewind(id);
        interactively();
        askOthers();

        var found = new ArrayList<String>();
        for (String text : said) {
            found.addAll(keys.in("what was said:\n" + text, text));
        }
        for (MessagesRequest request : server.requests()) {
            found.addAll(keys.in(
                    "a request", request.received().path() + request.received().body()));
        }
        found.addAll(keys.below(root, lungo.project().resolve(".env")));
        assertThat(found).isEmpty();
        assertThat(logs()).contains("seen", "HTTPS_PROXY=http://me:for-commands@");
        if (!Files.readString(Path.of("/proc/self/status")).contains("\nUid:\t0\t")) {
            // Only Lungo itself has it, and only root may look there.
            assertThat(logs()).doesNotContain("LUNGO_HOME=");
        }
        assertThat(tooOpen(lungo.state())).isEmpty();
    }

    /** Answers come after errors of all kinds; tasks in the foreground and the background look around. */
    private void work() throws Exception {
        server.replyWith(request -> status(529, careless(request)).header("retry-after-ms", "1"))
                .replyWith(request -> say("half of it").butFails("overloaded_error", careless(request)))
                .replyWith(request -> stream("data: no JSON " + careless(request) + "\n\n"))
                .reply(call("bash", LOOK_AROUND)
                        .and(call("background_run", LOOK_AROUND))
                        .and(call("read_file", Map.of("path", "missing")))
                        .and(call("write_file", Map.of("path", "a.txt", "content", "a"))))
                .reply(call("wait_background", Map.of()), say("Done."));
        run(ExitCode.OK, "-p", "look", BYPASS, STREAM, "--include-partial-messages", "--session-id", SESSION);
    }

    private void fail() throws Exception {
        for (String view : List.of("--output-format=text", STREAM)) {
            server.replyWith(request ->
                    say("You are " + key(request)).and(call("bash", Map.of("command", "echo K=" + key(request)))));
            run(ExitCode.FAILED, "-c", "-p", "and now?", view, BYPASS);
            server.replyWith(request -> call("bash", Map.of("command", "echo " + careless(request))));
            run(ExitCode.FAILED, "-c", "-p", "and now?", view, BYPASS);
        }
        for (String[] view : new String[][] {{"--output-format=text"}, {"--output-format=json"}, {STREAM}}) {
            server.replyWith(request -> status(401, "authentication_error", careless(request)));
            run(ExitCode.FAILED, "-c", "-p", "and now?", view[0]);
            server.replyWith(request -> status(308, "moved").header("location", "/?key=" + key(request)));
            run(ExitCode.FAILED, "-c", "-p", "and now?", view[0]);
        }
    }

    /** Answers the id of a task that outlived its agent. */
    private String crashAndResume() throws Exception {
        server.reply(call("bash", Map.of("command", "exec sleep 1000")));
        try (var run = lungo.start("-c", "-p", "wait", BYPASS, STREAM)) {
            run.awaitLine(line -> line.contains("task_started"));
            run.signal("KILL");
            run.exitCode();
            said.add(run.out() + run.err());
        }
        String listed = run(ExitCode.OK, "tasks");
        String id = listed.lines()
                .filter(line -> line.contains("exec sleep 1000"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow(() -> new AssertionError(listed));
        server.reply(call("stop_background", Map.of("task_id", id)), say("Stopped."));
        run(ExitCode.OK, "-c", "-p", "stop it", BYPASS);
        server.reply(say("A copy."));
        run(ExitCode.OK, "--resume", SESSION, "--fork-session", "-p", "in a copy", BYPASS);
        return id;
    }

    private void listAndRewind(String id) throws Exception {
        run(ExitCode.OK, "tasks", "--json");
        run(ExitCode.OK, "sessions");
        run(ExitCode.OK, "sessions", "--json");
        run(ExitCode.OK, "logs", id);
        run(ExitCode.OK, "stop", id);
        run(ExitCode.OK, "rewind", "1", "--session", SESSION, "--conversation");
        run(ExitCode.OK, "doctor");
        run(ExitCode.OK, "doctor", "--json");
        run(ExitCode.OK, "config");
        run(ExitCode.OK, "config", "list", "--json");
        run(ExitCode.OK, "config", "set", "effort", "low", "--local");
    }

    /** In a terminal of a kind that another program has to be asked about. */
    private void interactively() throws Exception {
        Path infocmp = Files.createDirectory(root.resolve("bin")).resolve("infocmp");
        Files.writeString(infocmp, "#!/bin/sh\nenv >" + root.resolve("asked") + "\nexec /usr/bin/infocmp xterm\n");
        Files.setPosixFilePermissions(infocmp, PosixFilePermissions.fromString("rwx------"));
        lungo.with("TERM", "of-another-kind").with("PATH", infocmp.getParent() + ":" + System.getenv("PATH"));
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            server.replyWith(request -> status(529, careless(request)).header("retry-after-ms", "1"))
                    .reply(call("bash", Map.of("command", "env; echo looked")), say("All seen."));
            terminal.type("look\r");
            terminal.glass().await("All seen.");
            server.replyWith(request -> status(401, "authentication_error", careless(request)));
            terminal.type("again\r");
            terminal.glass().await("Check ANTHROPIC_API_KEY");
            terminal.type("/tasks\r");
            terminal.type("/exit\r");
            assertThat(terminal.exitCode()).isZero();
            said.add(terminal.glass().raw());
            said.add(terminal.glass().text());
            assertThat(root.resolve("asked")).content().contains("PATH=");
        }
    }

    /** Other programs write down what they get. */
    private void askOthers() throws Exception {
        Path git = root.resolve("bin").resolve("git");
        Files.writeString(git, "#!/bin/sh\nenv >>" + root.resolve("asked-git") + "\necho git version 3\n");
        Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwx------"));
        Path atEachShell = Files.writeString(root.resolve("at-each-shell"), "env >>" + root.resolve("asked-shell"));
        lungo.with("BASH_ENV", atEachShell.toString());
        run(ExitCode.OK, "config", "set", "limits.maxTurns", "7", "--local");
        assertThat(root.resolve("asked-git")).content().contains("PATH=").doesNotContain("HTTPS_PROXY=");
        try (var doctor = lungo.start("doctor")) {
            doctor.exitCode();
            said.add(doctor.out() + doctor.err());
        }
        assertThat(root.resolve("asked-shell")).content().contains("PATH=");
    }

    private String run(int exit, String... arguments) throws Exception {
        try (var run = lungo.start(arguments)) {
            assertThat(run.exitCode()).as("%s", run).isEqualTo(exit);
            said.add(run.out());
            said.add(run.err());
            return run.out();
        }
    }

    private static String key(MessagesRequest request) {
        return request.received().header("x-api-key");
    }

    /** All that the request said of who asks. */
    private static String careless(MessagesRequest request) {
        return Stream.of(key(request), request.received().header("x-gateway"))
                .map(PlantedKeys::careless)
                .collect(Collectors.joining("\n"));
    }

    private String logs() throws IOException {
        try (Stream<Path> files = Files.walk(lungo.state())) {
            var logs = new StringBuilder();
            for (Path log : files.filter(file -> file.endsWith("output.log")).toList()) {
                logs.append(Files.readString(log));
            }
            return logs.toString();
        }
    }

    /** What others could read or write of the state. */
    private static List<String> tooOpen(Path state) throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            var open = new ArrayList<String>();
            for (Path file : files.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                if (!mode.matches(Files.isDirectory(file) ? "rwx------" : "rw-------")) {
                    open.add(mode + " " + file);
                }
            }
            return open;
        }
    }
}
