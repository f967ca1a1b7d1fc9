package dev.lungo.model;

import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lungo.model.ModelException.Kind;
import dev.lungo.testing.Answer;
import dev.lungo.testing.StrictMessagesServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnthropicErrorsTest {
    private static final String KEY = "sk-ant-secret-0123456789";

    private final StrictMessagesServer server = StrictMessagesServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | invalid_request_error | prompt is too long: 208310 tokens > 200000 maximum | CONTEXT_FULL",
                "400 | invalid_request_error | input length and `max_tokens` exceed context limit: 1 + 2 > 2 | CONTEXT_FULL",
                "413 | request_too_large | Request exceeds the maximum size | CONTEXT_FULL",
                "429 | rate_limit_error | enforced_spend_limit_reached: your workspace | SPENDING_LIMIT",
                "429 | enforced_spend_limit_reached | your workspace is done | SPENDING_LIMIT",
                "400 | invalid_request_error | Your credit balance is too low to access the API | SPENDING_LIMIT",
                "402 | billing_error | pay first | SPENDING_LIMIT",
                "401 | authentication_error | invalid x-api-key | AUTHENTICATION",
                "403 | permission_error | not for you | AUTHENTICATION",
                "404 | not_found_error | model: claude-opus-55 | REFUSED_REQUEST",
                "400 | invalid_request_error | messages.1: whatever | REFUSED_REQUEST"
            })
    void a_final_error_says_what_it_is(int status, String type, String message, Kind kind) {
        server.reply(status(status, type, message));
        assertThatThrownBy(() -> ask(KEY, "", Map.of()))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(kind))
                .hasMessageStartingWith(server.url() + " answered " + status + " " + type + ": " + message);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_spending_limit_counts_wherever_the_error_names_it() {
        String body =
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"No more this month.\","
                        + "\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}";
        server.reply(Answer.nothing().with(new Answer.Fault.Status(429, body)));
        assertThatThrownBy(() -> ask(KEY, "", Map.of()))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Kind.SPENDING_LIMIT));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void an_error_says_what_to_do() {
        server.reply(status(401, "authentication_error", "no"), status(404, "not_found_error", "model: x"));
        assertThatThrownBy(() -> ask(KEY, "", Map.of()))
                .hasMessageEndingWith(
                        "Check ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN, and that they belong to this server.");
        assertThatThrownBy(() -> ask(KEY, "", Map.of())).hasMessageEndingWith("Check the model's id and the base URL.");
    }

    @Test
    void a_key_goes_out_as_a_key_and_a_token_as_a_bearer() throws Exception {
        server.reply(say("ok"), say("ok"), say("ok"));
        ask(KEY, "", Map.of("x-extra", "more"));
        ask("", "token-0123456789", Map.of());
        ask(KEY, "token-0123456789", Map.of());

        assertThat(server.requests())
                .extracting(
                        request -> request.received().header("x-api-key"),
                        request -> request.received().header("authorization"),
                        request -> request.received().header("x-extra"))
                .containsExactly(tuple(KEY, "", "more"), tuple("", "Bearer token-0123456789", ""), tuple(KEY, "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/", "/v1/messages"})
    void a_base_url_works_however_it_is_written(String end) throws Exception {
        server.reply(say("ok"));
        var connection = new Connection.Anthropic(
                URI.create(server.url() + end), KEY, "", Map.of(), "claude-opus-5-5", Talks.PATIENCE);
        try (Model model = connection.open()) {
            assertThat(model.reply(Talks.prompt("hi"), _ -> {}).message().text())
                    .isEqualTo("ok");
        }
    }

    @Test
    void no_secret_shows_anywhere() {
        String token = "token-0123456789";
        Map<String, String> headers = Map.of("x-gateway-key", "gateway-0123456789");
        server.otherwise(
                _ -> status(401, "authentication_error", "bad key " + KEY + ", " + token + " or gateway-0123456789"));
        var connection = new Connection.Anthropic(server.url(), KEY, token, headers, "claude-opus-5-5", Talks.PATIENCE);

        assertThat(connection.toString()).doesNotContain("0123456789");
        assertThatThrownBy(() -> ask(KEY, token, headers)).satisfies(failed -> {
            assertThat(failed.getMessage()).contains("bad key ***, *** or ***");
            assertThat(trace(failed)).doesNotContain("0123456789");
        });
    }

    @Test
    void no_secret_shows_where_the_error_comes_inside_the_stream() {
        server.reply(say("half").butFails("invalid_request_error", "bad key " + KEY));
        assertThatThrownBy(() -> ask(KEY, "", Map.of())).satisfies(failed -> {
            assertThat(failed.getMessage()).contains("bad key ***");
            assertThat(trace(failed)).doesNotContain("0123456789");
        });
    }

    @Test
    void a_key_that_fits_in_no_header_is_not_shown_either() {
        ThrowingCallable ask = () -> ask("sk-0123456789\nx", "", Map.of());
        assertThatThrownBy(ask)
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("The header 'x-api-key' cannot be sent")
                .satisfies(failed -> assertThat(trace(failed)).doesNotContain("0123456789"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.example.com", "ftp://api.example.com"})
    void a_base_url_that_is_none_is_said(String url) {
        var connection =
                new Connection.Anthropic(URI.create(url), KEY, "", Map.of(), "claude-opus-5-5", Talks.PATIENCE);
        try (Model model = connection.open()) {
            assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), _ -> {}))
                    .isInstanceOfSatisfying(
                            ModelException.class,
                            failed -> assertThat(failed.kind()).isEqualTo(Kind.REFUSED_REQUEST))
                    .hasMessageStartingWith("The base URL cannot be used: " + url);
        }
    }

    @Test
    void a_password_in_the_base_url_does_not_show() {
        server.otherwise(_ -> status(404, "not_found_error", "nothing here"));
        URI url = URI.create(server.url().toString().replace("://", "://me:pass-0123456789@"));
        var connection = new Connection.Anthropic(url, KEY, "", Map.of(), "claude-opus-5-5", Talks.PATIENCE);

        assertThat(connection.toString()).doesNotContain("0123456789");
        try (Model model = connection.open()) {
            assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), _ -> {}))
                    .satisfies(failed -> assertThat(trace(failed)).doesNotContain("0123456789"));
        }
    }

    @Test
    void a_web_page_is_no_answer() {
        server.reply(Answer.stream("<html>Sign in</html>").header("content-type", "text/html; charset=utf-8"));
        assertThatThrownBy(() -> ask(KEY, "", Map.of()))
                .hasMessage(server.url() + " answered with a web page instead of a stream. Check the base URL.");
    }

    @Test
    void a_redirect_is_not_followed_and_says_where_it_points() {
        server.reply(status(308, "moved").header("location", "https://user:secret@api.example.com/v1/messages?key=1"));
        assertThatThrownBy(() -> ask(KEY, "", Map.of()))
                .hasMessageContaining(" answered 308 ")
                .hasMessageEndingWith("It points to https://api.example.com: use the base URL that is meant;"
                        + " no redirect is followed.");
        assertThat(server.requests()).hasSize(1);
    }

    private void ask(String key, String token, Map<String, String> headers) throws InterruptedException {
        var connection = new Connection.Anthropic(server.url(), key, token, headers, "claude-opus-5-5", Talks.PATIENCE);
        try (Model model = connection.open()) {
            model.reply(Talks.prompt("hi"), _ -> {});
        }
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
