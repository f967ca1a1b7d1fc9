package dev.lungo.cli;

import static dev.lungo.testing.Answer.callWithId;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.Pids;
import dev.lungo.testing.Answer;
import dev.lungo.testing.MessagesRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the model reads of commands that print too much, too little or nonsense, ask for input, or leave processes behind. */
final class OddCommandsTest extends AgainstStrictServer {
    private static final Pattern STARTED = Pattern.compile("(?m)^Background task (\\S+) started");

    private static final String NOTICES = "<background-results>";

    @Test
    void odd_encodings_cut_characters_and_missing_line_ends_are_no_trouble() throws Exception {
        server.reply(
                bash("latin", "printf 'caf\\351 au lait'")
                        .and(bash("cut", "printf 'na\\303\\257ve \\360\\237\\230'"))
                        .and(bash("zero", "printf 'a\\0b\\n'"))
                        .and(bash("escapes", "printf '\\033[31mred\\033[0m\\a'"))
                        .and(bash("input", "read line; echo \"read ended with $?\"; cat")),
                say("ok"));
        run();

        Map<String, String> results = server.requests().getLast().newResults();
        assertThat(results.get("latin")).isEqualTo("caf\uFFFD au lait");
        assertThat(results.get("cut")).isEqualTo("naïve \uFFFD");
        assertThat(results.get("zero")).startsWith("a").endsWith("b").doesNotContain("\0");
        assertThat(results.get("escapes")).isEqualTo("red");
        assertThat(results.get("input")).contains("read ended with 1");
    }

    @Test
    void a_gigabyte_is_told_by_its_ends_in_little_memory() throws Exception {
        String flood = "echo first; head -c 1000000000 /dev/zero | tr '\\0' x; echo; echo last";
        server.reply(bash("front", flood).and(background("back", flood)), say("waiting"));
        server.otherwise(_ -> say("ok"));
        lungo.with("JDK_JAVA_OPTIONS", "-Xmx48m");
        run();

        String front = server.requests().get(1).newResults().get("front");
        assertThat(front)
                .startsWith("first\n")
                .contains("to 1000000", "output.log")
                .hasSizeLessThan(60_000);
        assertThat(front).contains("\nlast");
        assertThat(lastNotice())
                .contains("completed, exit 0", "last", "1,000,000,0")
                .hasSizeLessThan(10_000);
    }

    @Test
    void a_server_left_behind_is_told_and_can_be_stopped() throws Exception {
        server.reply(background("server", "sleep 1000 & echo $! > pid; exit 0"), say("waiting"));
        server.replyWith(_ -> callWithId(
                "stop",
                "stop_background",
                Map.of("task_id", started(server.requests().get(1)))));
        server.reply(say("ok"));
        run();

        assertThat(lastNotice()).contains("completed, exit 0", "it left running: pid", "(sleep 1000)");
        assertThat(server.requests().getLast().newResults().get("stop")).contains("stopped");
        assertThat(pids()).hasSize(1).noneMatch(Pids::lives);
    }

    @Test
    void a_stop_ends_children_that_left_their_parent_and_session() throws Exception {
        String beats = "sh -c 'echo $$ >> pid; trap \"\" HUP; while :; do sleep 0.1; done'";
        server.reply(
                background("tree", "setsid " + beats + " & (setsid " + beats + " &) ; " + beats + " & wait"),
                bash("all", "until [ \"$(wc -l < pid)\" -ge 3 ]; do sleep 0.05; done"));
        server.replyWith(_ -> callWithId(
                "stop",
                "stop_background",
                Map.of("task_id", started(server.requests().get(1)))));
        server.reply(say("ok"));
        run();

        assertThat(server.requests().get(3).newResults().get("stop")).contains("stopped");
        assertThat(pids()).hasSize(3).noneMatch(Pids::lives);
    }

    private void run() throws Exception {
        try (var run = lungo.start("-p", "x", "--permission-mode=bypassPermissions")) {
            assertThat(run.exitCode()).as(run::toString).isZero();
        }
    }

    private static Answer bash(String id, String command) {
        return callWithId(id, "bash", Map.of("command", command));
    }

    private static Answer background(String id, String command) {
        return callWithId(id, "background_run", Map.of("command", command));
    }

    private static String started(MessagesRequest request) {
        var match = STARTED.matcher(request.newText());
        assertThat(match.find()).as(request.newText()).isTrue();
        return match.group(1);
    }

    private String lastNotice() {
        return server.requests().stream()
                .map(MessagesRequest::newText)
                .filter(text -> text.contains(NOTICES))
                .map(text -> text.substring(text.indexOf(NOTICES)))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private List<Long> pids() throws IOException {
        return Files.readAllLines(lungo.project().resolve("pid")).stream()
                .map(Long::valueOf)
                .toList();
    }
}
