package dev.lungo.model;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.status;
import static dev.lungo.testing.Answer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lungo.model.ModelException.Kind;
import dev.lungo.testing.Answer;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnthropicFaultsTest {
    private static final Reply WHOLE = new Reply(
            new Message.Assistant(List.of(new Block.Text("whole"))), Reply.Stop.END_TURN, new Usage(10, 5, 0, 0));

    private final StrictMessagesServer server = StrictMessagesServer.start();
    private final Model model = Talks.model(server, "claude-opus-5-5");
    private final Talks.Events events = new Talks.Events();

    @AfterEach
    void close() {
        model.close();
        server.close();
    }

    static Stream<Arguments> broken() {
        String half = Streams.begin() + Streams.text(0, "half");
        return Stream.of(
                Arguments.of("reset", say("half").butReset()),
                Arguments.of("reset before the first byte", Answer.nothing().butReset()),
                Arguments.of("clean end before the last event", say("half").butEndsEarly()),
                Arguments.of("end before the last event, after a whole block", stream(half)),
                Arguments.of("closed in the middle of an event", say("half").butCut()),
                Arguments.of("broken JSON", stream(half + "data: {\"type\":\"message_de\n\n")),
                Arguments.of("empty stream", stream("")),
                Arguments.of(
                        "cut in a call",
                        call("bash", Map.of("command", "rm -rf x")).butEndsEarly()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void half_an_answer_is_never_taken_for_whole(String name, Answer answer) throws Exception {
        server.reply(answer, say("whole"));

        assertThat(model.reply(Talks.prompt("hi"), events)).as(name).isEqualTo(WHOLE);
        assertThat(events.of(ReplyEvent.Retrying.class)).singleElement().satisfies(retry -> {
            assertThat(retry.attempt()).isEqualTo(2);
            assertThat(retry.limit()).isEqualTo(4);
            assertThat(retry.status()).isZero();
        });
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"overloaded_error, 529", "api_error, 500", "rate_limit_error, 429", "something_new, 500"})
    void an_error_after_a_good_start_is_asked_again(String type, int status) throws Exception {
        server.reply(say("half").butFails(type, "Overloaded"), say("whole"));

        assertThat(model.reply(Talks.prompt("hi"), events)).isEqualTo(WHOLE);
        assertThat(events.of(ReplyEvent.Retrying.class))
                .extracting(ReplyEvent.Retrying::why, ReplyEvent.Retrying::status)
                .containsExactly(tuple("the server broke off the answer: " + type + ": Overloaded", status));
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_request_error, prompt is too long: 5 tokens > 4 maximum, CONTEXT_FULL",
        "request_too_large, Request exceeds the maximum size, CONTEXT_FULL",
        "invalid_request_error, The block is bound to a different conversation, REFUSED_REQUEST",
        "not_found_error, model: x, REFUSED_REQUEST",
        "rate_limit_error, enforced_spend_limit_reached, SPENDING_LIMIT",
        "billing_error, pay first, SPENDING_LIMIT",
        "authentication_error, revoked, AUTHENTICATION",
        "permission_error, not for you, AUTHENTICATION"
    })
    void an_error_in_the_stream_that_would_come_again_is_final(String type, String message, Kind kind) {
        server.reply(say("half").butFails(type, message));
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), events))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(kind));
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 529})
    void passing_statuses_are_asked_again(int status) throws Exception {
        server.reply(status(status, "try later"), say("whole"));

        assertThat(model.reply(Talks.prompt("hi"), events)).isEqualTo(WHOLE);
        assertThat(events.of(ReplyEvent.Retrying.class))
                .extracting(ReplyEvent.Retrying::status)
                .containsExactly(status);
    }

    static Stream<Arguments> delays() {
        return Stream.of(
                Arguments.of(status(529, "x").header("retry-after-ms", "37"), 37, 37),
                Arguments.of(status(529, "x").header("retry-after-ms", "37").header("retry-after", "9"), 37, 37),
                Arguments.of(status(429, "x").header("retry-after", "0"), 0, 0),
                Arguments.of(status(429, "x").header("retry-after", "0.05"), 50, 50),
                Arguments.of(status(429, "x").header("retry-after", httpDate(1)), 0, 1000),
                Arguments.of(status(429, "x").header("retry-after", httpDate(-100)), 0, 0),
                Arguments.of(status(500, "x").header("retry-after", "soon"), 0, 1));
    }

    @ParameterizedTest
    @MethodSource("delays")
    void the_server_says_how_long_to_wait(Answer answer, long from, long to) throws Exception {
        server.reply(answer, say("whole"));

        assertThat(model.reply(Talks.prompt("hi"), events)).isEqualTo(WHOLE);
        assertThat(events.of(ReplyEvent.Retrying.class).getFirst().delay().toMillis())
                .isBetween(from, to);
    }

    @Test
    void without_a_word_from_the_server_the_delay_doubles_up_to_eight_seconds() throws Exception {
        server.reply(status(529, "a"), status(529, "b"), status(529, "c"), say("whole"));
        var patience = new Connection.Patience(Duration.ofSeconds(20), 4, Duration.ofMillis(20));
        try (Model patient = Talks.model(server, "claude-opus-5-5", patience)) {
            patient.reply(Talks.prompt("hi"), events);
        }

        List<Long> delays = events.of(ReplyEvent.Retrying.class).stream()
                .map(retry -> retry.delay().toMillis())
                .toList();
        assertThat(delays.get(0)).isBetween(15L, 20L);
        assertThat(delays.get(1)).isBetween(30L, 40L);
        assertThat(delays.get(2)).isBetween(60L, 80L);
    }

    @Test
    void somebody_who_should_wait_for_an_hour_is_told_so_instead() {
        server.reply(status(429, "slow down").header("retry-after", "3600"));
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), events))
                .isInstanceOf(ModelException.class)
                .hasMessageEndingWith("429 error_429: slow down; the server asks to wait 3600 s: try again later");
    }

    @Test
    void x_should_retry_wins_over_the_status() throws Exception {
        server.reply(status(400, "odd").header("x-should-retry", "true"), say("whole"));
        assertThat(model.reply(Talks.prompt("hi"), events)).isEqualTo(WHOLE);

        server.reply(status(529, "no").header("x-should-retry", "false"));
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), events))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Kind.UNAVAILABLE));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void all_attempts_used_up_is_said() {
        server.otherwise(_ -> status(529, "overloaded_error", "Overloaded"));
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), events))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessage(server.url() + " answered 529 overloaded_error: Overloaded (tried 4 times)");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void a_stream_that_falls_silent_is_said_and_asked_again() throws Exception {
        server.reply(say("half").butStalls(), say("whole"));
        var silence = Duration.ofMillis(1500);

        Reply reply;
        try (Model impatient =
                Talks.model(server, "claude-opus-5-5", new Connection.Patience(silence, 4, Duration.ofMillis(1)))) {
            reply = impatient.reply(Talks.prompt("hi"), events);
        }

        assertThat(reply).isEqualTo(WHOLE);
        assertThat(events.of(ReplyEvent.Stalled.class)).containsExactly(new ReplyEvent.Stalled(silence));
        assertThat(events.of(ReplyEvent.Retrying.class))
                .extracting(ReplyEvent.Retrying::why)
                .containsExactly("the server sent nothing for 1.5 s");
    }

    @Test
    void a_server_that_never_begins_to_answer_is_given_up() {
        server.otherwise(_ -> Answer.nothing().butStalls());
        var patience = new Connection.Patience(Duration.ofMillis(200), 2, Duration.ofMillis(1));
        try (Model impatient = Talks.model(server, "claude-opus-5-5", patience)) {
            assertThatThrownBy(() -> impatient.reply(Talks.prompt("hi"), events))
                    .isInstanceOfSatisfying(
                            ModelException.class,
                            failed -> assertThat(failed.kind()).isEqualTo(Kind.CONNECTION))
                    .hasMessage("the server sent nothing for 0.2 s (tried 2 times)");
        }
        assertThat(events.of(ReplyEvent.Stalled.class)).hasSize(2);
    }

    @Test
    void slow_bytes_are_no_silence() throws Exception {
        server.reply(say("whole").slowly(60, Duration.ofMillis(20)));
        assertThat(model.reply(Talks.prompt("hi"), events)).isEqualTo(WHOLE);
        assertThat(events.of(ReplyEvent.Stalled.class)).isEmpty();
    }

    @Test
    void every_byte_may_come_by_itself() throws Exception {
        server.reply(say("wholé 😀").slowly(1, Duration.ZERO));
        assertThat(model.reply(Talks.prompt("hi"), events).message().text()).isEqualTo("wholé 😀");
    }

    @Test
    void nobody_there_is_said_with_the_address() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var nobody = new Connection.Anthropic(
                URI.create("http://127.0.0.1:" + port), "sk-test-key-0001", "", Map.of(), "m", Talks.PATIENCE);
        try (Model unreachable = nobody.open()) {
            assertThatThrownBy(() -> unreachable.reply(Talks.prompt("hi"), events))
                    .isInstanceOfSatisfying(
                            ModelException.class,
                            failed -> assertThat(failed.kind()).isEqualTo(Kind.CONNECTION))
                    .hasMessageStartingWith("http://127.0.0.1:" + port + ": cannot connect")
                    .hasMessageEndingWith("(tried 4 times)");
        }
    }

    @Test
    void one_connection_carries_a_whole_conversation() throws Exception {
        server.otherwise(_ -> say("ok"));
        var talk = new Talks(model);
        for (int turn = 0; turn < 10; turn++) {
            talk.user("go on");
        }
        assertThat(server.openConnections()).isEqualTo(1);
        assertThat(server.violations()).isEmpty();
    }

    private static String httpDate(int seconds) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
    }
}
