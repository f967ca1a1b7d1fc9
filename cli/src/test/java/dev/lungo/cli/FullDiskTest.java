package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.cli.testing.LungoTerminal;
import dev.lungo.model.Json;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk under the program is full, and has room again: a small file system in a namespace of the program's own. Where this
 * user can have no namespace, the tests of the transcript and of the file tools are what can be tried.
 */
final class FullDiskTest {
    private static final String FILL = "head -c 20M /dev/zero >";

    private final StrictMessagesServer server = StrictMessagesServer.start();
    private LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        lungo = new LungoProgram(root).against(server.url());
        Files.createDirectory(lungo.state());
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** The folder lies on a file system of 8 MB; when a file {@code go} is in the project, what fills it up goes. */
    private LungoProcess start(Path small) throws IOException {
        return on(small)
                .startWithInput(
                        "-p",
                        "--input-format=stream-json",
                        "--output-format=stream-json",
                        "--permission-mode=bypassPermissions");
    }

    private LungoProgram on(Path small) {
        String make = "mount -t tmpfs -o size=8m,mode=0700 small '" + small + "' && cd . && "
                + "{ (while ! [ -e go ]; do sleep 0.05; done; rm -f '" + small
                + "/filler'; touch gone) </dev/null >/dev/null"
                + " 2>&1 & } && exec \"$@\"";
        return lungo.through("unshare", "-Urm", "sh", "-c", make, "sh");
    }

    /** Says so where it cannot be had. */
    private static boolean noNamespace(String test) throws Exception {
        var process = new ProcessBuilder("unshare", "-Urm", "true")
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() == 0) {
            return false;
        }
        IO.println(test + ": not provable here: " + answer);
        return true;
    }

    private static String prompt(String text) {
        return "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"" + text + "\"}}\n";
    }

    private void makeRoom() throws IOException {
        Files.createFile(lungo.project().resolve("go"));
        while (!Files.exists(lungo.project().resolve("gone"))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void without_room_for_the_transcript_a_turn_fails_with_the_reason_and_the_next_one_goes_on() throws Exception {
        if (noNamespace("a transcript without room")) {
            return;
        }
        // The last block of the transcript may have room for some records more, but not for the answer.
        server.reply(call("bash", Map.of("command", FILL + lungo.state() + "/filler; true")));
        server.replyWhen(
                request -> request.newText().contains("copy"),
                _ -> call("bash", Map.of("command", "cp -r '" + lungo.state() + "' copy")));
        server.replyWhen(request -> request.newText().contains("again"), _ -> say("There is room again."));
        server.otherwise(_ -> say("Done." + " Really.".repeat(1000)));
        try (var run = start(lungo.state())) {
            run.type(prompt("fill it"));
            run.awaitLine(line -> line.contains("\"type\":\"result\"") && line.contains("No space left on device"));

            makeRoom();
            run.type(prompt("again"));
            run.awaitLine(line -> line.contains("\"type\":\"result\"") && line.contains("There is room again."));
            run.type(prompt("copy"));
            run.awaitLine(line -> line.contains("\"type\":\"result\"") && line.contains("Done."));
            run.endInput();
            run.exitCode();
        }

        assertThat(server.violations()).isEmpty();
        for (String line : transcript()) {
            assertThat(Json.object(line)).as(line).isPresent();
        }
    }

    private List<String> transcript() throws IOException {
        try (var files = Files.walk(lungo.project().resolve("copy"))) {
            return Files.readAllLines(files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    void a_prompt_without_room_is_not_accepted_and_is_said_at_once() throws Exception {
        if (noNamespace("a prompt without room")) {
            return;
        }
        server.replyWhen(request -> request.newText().contains("fill"), _ -> call("bash", Map.of("command", "true")));
        server.replyWhen(request -> request.newText().contains("again"), _ -> say("There is room again."));
        server.otherwise(_ -> call("bash", Map.of("command", FILL + lungo.state() + "/filler; true")));
        try (var run = start(lungo.state())) {
            run.type(prompt("fill it"));
            run.awaitLine(line -> line.contains("\"type\":\"result\"") && line.contains("No space left on device"));

            run.type(prompt("x".repeat(10_000)));
            run.awaitError("the prompt of line 2 is not accepted: The transcript ");
            makeRoom();
            run.type(prompt("again"));
            run.awaitLine(line -> line.contains("\"type\":\"result\"") && line.contains("There is room again."));
            run.endInput();
            assertThat(run.exitCode()).as("a prompt was refused").isEqualTo(ExitCode.FAILED);
            assertThat(run.err()).contains("No space left on device");
        }

        assertThat(server.violations()).isEmpty();
        assertThat(server.requests()).noneMatch(request -> request.allText().contains("xxx"));
    }

    @Test
    void a_file_whose_content_cannot_be_kept_is_not_changed() throws Exception {
        if (noNamespace("what a file was, without room")) {
            return;
        }
        Path file = Files.writeString(lungo.project().resolve("big"), "old line\n".repeat(100_000));
        // Room for records, and not for what the file holds.
        String fill = FILL + lungo.state() + "/filler; truncate -s -300K " + lungo.state() + "/filler";
        server.reply(
                call("read_file", Map.of("path", "big", "limit", 1)),
                call("bash", Map.of("command", fill)),
                call("write_file", Map.of("path", "big", "content", "new")),
                call(
                        "bash",
                        Map.of(
                                "command",
                                "ls -A " + lungo.state() + "/projects/*/sessions/*.files; wc -c <big; touch go;"
                                        + " while ! [ -e gone ]; do sleep 0.05; done")),
                call("write_file", Map.of("path", "big", "content", "new")),
                say("Done."));
        try (var run = start(lungo.state())) {
            run.type(prompt("write"));
            run.awaitLine(line -> line.contains("\"type\":\"result\"") && line.contains("Done."));
            run.endInput();
            assertThat(run.exitCode()).isZero();
        }

        assertThat(server.violations()).isEmpty();
        var requests = server.requests();
        assertThat(requests.get(3).newResultTexts().getFirst())
                .contains("what it was before could not be saved in ", "No space left on device. Nothing was changed");
        assertThat(requests.get(4).newResultTexts().getFirst()).isEqualTo("900000");
        assertThat(requests.get(5).newResultTexts().getFirst()).startsWith("Overwrote big");
        assertThat(file).hasContent("new");
    }

    @Test
    void what_is_typed_without_room_is_remembered_when_there_is_room_again() throws Exception {
        if (noNamespace("the history of what was typed, without room")) {
            return;
        }
        Path copy = lungo.project().resolve("copy");
        String pasted = "never sent " + "x".repeat(6_000);
        server.reply(say("One."));
        server.replyWhen(
                request -> request.newText().contains("fill"),
                _ -> call("bash", Map.of("command", FILL + lungo.state() + "/filler; true")));
        server.replyWhen(
                request -> request.newText().contains("copy"),
                _ -> call("bash", Map.of("command", "cp '" + lungo.state() + "/history' copy && echo it is there")));
        server.replyWhen(request -> request.newText().contains("it is there"), _ -> say("Copied."));
        server.otherwise(_ -> say("Done." + " Really.".repeat(1000)));
        try (var terminal = LungoTerminal.start(on(lungo.state()), "--permission-mode=bypassPermissions")) {
            terminal.type("first\r");
            terminal.glass().await("One.");
            terminal.type("fill it\r");
            terminal.glass().await("No space left on device");
            terminal.type("\033[200~" + pasted + "\033[201~\r");
            terminal.glass().await("is not remembered in");
            makeRoom();
            terminal.type("copy it\r");
            terminal.glass().await("Copied.");
            terminal.type("/exit\r");
            assertThat(terminal.exitCode()).isZero();
        }

        assertThat(Files.readAllLines(copy))
                .extracting(line -> line.replaceFirst("^\\d+:", ""))
                .containsExactly("first", "fill it", pasted, "copy it");
    }

    @Test
    void without_room_for_a_file_a_write_fails_changes_nothing_and_leaves_nothing() throws Exception {
        if (noNamespace("a file without room")) {
            return;
        }
        Path small = Files.createDirectory(lungo.project().resolve("small"));
        server.reply(
                call("write_file", Map.of("path", "small/kept", "content", "old old")),
                call("bash", Map.of("command", FILL + " small/filler; true")),
                call("write_file", Map.of("path", "small/kept", "content", "x".repeat(100_000))),
                call("edit_file", Map.of("path", "small/kept", "old_text", "old old", "new_text", "y".repeat(100_000))),
                call(
                        "bash",
                        Map.of(
                                "command",
                                "ls -A small; cat small/kept; touch go; while ! [ -e gone ]; do sleep 0.05; done")),
                call("edit_file", Map.of("path", "small/kept", "old_text", "old old", "new_text", "new")),
                say("Done."));
        try (var run = start(small)) {
            run.type(prompt("write"));
            run.awaitLine(line -> line.contains("\"type\":\"result\"") && line.contains("Done."));
            run.endInput();
            assertThat(run.exitCode()).isZero();
        }

        assertThat(server.violations()).isEmpty();
        var requests = server.requests();
        assertThat(requests.get(3).newResultTexts().getFirst()).contains("No space left on device");
        assertThat(requests.get(4).newResultTexts().getFirst()).contains("No space left on device");
        assertThat(requests.get(5).newResultTexts().getFirst()).isEqualTo("filler\nkept\nold old");
        assertThat(requests.get(6).newResultTexts().getFirst()).startsWith("Edited small/kept");
    }

    @Test
    void what_the_model_reads_before_the_first_word_stays_below_2500_tokens() throws Exception {
        server.reply(say("Hello."));
        try (var run = lungo.start("-p", "x")) {
            assertThat(run.exitCode()).isZero();
        }

        var request = server.requests().getFirst();
        int characters = request.system().length()
                + request.body().path("tools").toString().length();
        // English and JSON take more than three characters a token.
        assertThat(characters).isLessThan(2_500 * 3);
    }
}
