package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.callWithId;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.testing.MessagesRequest;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What background commands are for, in the three stories that everybody tries first. */
final class ClassicsTest extends AgainstStrictServer {
    private static final Pattern STARTED = Pattern.compile("^Background task (\\S+) started");
    private static final Pattern NOTICE = Pattern.compile("(?m)^\\[bg:(\\S+)] (.*)$");

    @AfterEach
    void everyAnswerWasAskedFor() {
        assertThat(server.unusedAnswers()).isZero();
    }

    @Test
    void sleep_and_echo_in_the_background_while_a_file_is_made() throws Exception {
        server.reply(
                callWithId("toolu_bg", "background_run", Map.of("command", "sleep 5 && echo done"))
                        .and(callWithId("toolu_file", "write_file", Map.of("path", "hello.txt", "content", "hi\n"))),
                say("The file is there; the command runs."));
        server.replyWith(request -> {
            assertThat(lungo.project().resolve("hello.txt")).hasContent("hi\n");
            return say("And the command is done.");
        });

        try (var run = lungo.start("-p", "x", "--permission-mode=bypassPermissions")) {
            MessagesRequest meanwhile = server.awaitRequest(2, LungoProcess.LIMIT);
            assertThat(notices(meanwhile)).isEmpty();
            String id = started(meanwhile, "toolu_bg");
            assertThat(meanwhile.newResults().get("toolu_file")).contains("hello.txt");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualTo("And the command is done.");
            MessagesRequest told = server.requests().getLast();
            assertThat(notices(told)).hasSize(1).allSatisfy(notice -> {
                assertThat(notice.group(1)).isEqualTo(id);
                assertThat(notice.group(2)).matches("completed, exit 0, after \\d+\\.\\d s: sleep 5 && echo done");
            });
            assertThat(told.newText()).contains("<background-results>", "Automated notice", "\n  done\n");
        }
    }

    @Test
    void three_tasks_of_two_four_and_six_seconds_and_their_status() throws Exception {
        server.reply(
                callWithId("toolu_2", "background_run", Map.of("command", "sleep 2; echo two"))
                        .and(callWithId("toolu_4", "background_run", Map.of("command", "sleep 4; echo four")))
                        .and(callWithId("toolu_6", "background_run", Map.of("command", "sleep 6; exit 6"))),
                callWithId("toolu_all", "check_background", Map.of()));
        server.otherwise(_ -> say("I see."));

        try (var run = lungo.start("-p", "x", "--permission-mode=bypassPermissions")) {
            List<String> ids = List.of("toolu_2", "toolu_4", "toolu_6").stream()
                    .map(call -> started(request(2), call))
                    .toList();
            assertThat(request(3).newResults().get("toolu_all")).contains(ids).contains("running");

            assertThat(run.exitCode()).isZero();
            List<MatchResult> told = server.requests().stream()
                    .flatMap(request -> notices(request).stream())
                    .toList();
            assertThat(told.stream().map(notice -> notice.group(1))).containsExactlyElementsOf(ids);
            assertThat(told.stream().map(notice -> notice.group(2).replaceAll("after .* s:", "after:")))
                    .containsExactly(
                            "completed, exit 0, after: sleep 2; echo two",
                            "completed, exit 0, after: sleep 4; echo four",
                            "failed, exit 6, after: sleep 6; exit 6");
        }
    }

    @Test
    void tests_in_the_background_while_the_code_they_fail_on_is_mended() throws Exception {
        Files.writeString(lungo.project().resolve("add.sh"), "echo $(( $1 - $2 ))\n");
        Files.writeString(
                lungo.project().resolve("test.sh"),
                "sleep 1; got=$(sh add.sh 2 3); [ \"$got\" = 5 ] || { echo \"2 + 3 = $got\"; exit 1; }; echo passed\n");
        Map<String, String> tests = Map.of("command", "sh test.sh");
        server.reply(
                call("background_run", tests).and(call("read_file", Map.of("path", "add.sh"))),
                say("The tests run."),
                call("edit_file", Map.of("path", "add.sh", "old_text", "$1 - $2", "new_text", "$1 + $2"))
                        .and(call("background_run", tests)),
                say("Mended; the tests run again."),
                say("All pass."));

        try (var run = lungo.start("-p", "x", "--permission-mode=bypassPermissions")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualTo("All pass.");
        }
        assertThat(request(3).newText()).contains("] failed, exit 1, after").contains("2 + 3 = -1");
        assertThat(request(5).newText()).contains("] completed, exit 0, after").contains("passed");
    }

    private MessagesRequest request(int number) {
        try {
            return server.awaitRequest(number, LungoProcess.LIMIT);
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static String started(MessagesRequest request, String call) {
        var match = STARTED.matcher(request.newResults().get(call));
        assertThat(match.find()).as(request.newResults().toString()).isTrue();
        return match.group(1);
    }

    private static List<MatchResult> notices(MessagesRequest request) {
        return NOTICE.matcher(request.newText()).results().toList();
    }
}
