package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.callWithId;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.testing.Answer;
import dev.lungo.testing.MessagesRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whenever a background command ends, the model is told once, at the first place where it may be told. */
final class WhenTasksEndTest extends AgainstStrictServer {
    private static final String UNTIL_GO = "until [ -e go ]; do sleep 0.1; done; echo went";
    private static final Pattern NOTICE = Pattern.compile("(?m)^\\[bg:(\\S+)] ");

    @Test
    void in_the_middle_of_a_turn_the_notice_follows_the_results() throws Exception {
        server.reply(call("background_run", Map.of("command", UNTIL_GO)));
        server.otherwise(request -> {
            go();
            return notices(request).isEmpty()
                    ? call("bash", Map.of("command", "sleep 0.2; echo working"))
                    : say("It went.");
        });

        try (var run = start()) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualTo("It went.");
        }
        assertThat(toldInAll()).hasSize(1);
        MessagesRequest told = server.requests().getLast();
        assertThat(told.newResultTexts()).containsExactly("working");
        assertThat(told.newText()).startsWith("working").contains("<background-results>", "  went\n");
    }

    @Test
    void exactly_at_the_end_of_a_turn_the_notice_starts_another() throws Exception {
        server.reply(call("background_run", Map.of("command", UNTIL_GO)));
        server.replyWith(_ -> {
            go();
            return say("Bye.");
        });
        server.reply(say("It went."));

        try (var run = start()) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualTo("It went.");
        }
        assertThat(toldInAll()).hasSize(1);
    }

    @Test
    void two_hundred_at_once_are_each_told_once() throws Exception {
        server.reply(IntStream.range(0, 200)
                .mapToObj(n -> callWithId("toolu_" + n, "background_run", Map.of("command", UNTIL_GO + " " + n)))
                .reduce(Answer::and)
                .orElseThrow());
        server.otherwise(_ -> {
            go();
            return say("I see.");
        });

        try (var run = start()) {
            assertThat(run.exitCode()).isZero();
        }
        assertThat(server.requests().get(1).newResults()).hasSize(200);
        assertThat(toldInAll()).hasSize(200).doesNotHaveDuplicates();
    }

    private LungoProcess start() throws IOException {
        return lungo.start("-p", "x", "--permission-mode=bypassPermissions");
    }

    private void go() {
        try {
            Files.writeString(lungo.project().resolve("go"), "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> toldInAll() {
        return server.requests().stream()
                .flatMap(request -> notices(request).stream())
                .toList();
    }

    /** Ids of the tasks whose end this request tells for the first time. */
    private static List<String> notices(MessagesRequest request) {
        return NOTICE.matcher(request.newText())
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
