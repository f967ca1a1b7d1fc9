package dev.lungo.model;

import static dev.lungo.testing.Answer.block;
import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.callRaw;
import static dev.lungo.testing.Answer.callWithId;
import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.think;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.model.ModelException.Kind;
import dev.lungo.testing.Answer;
import dev.lungo.testing.StrictChatServer;
import dev.lungo.testing.StrictMessagesServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers whose answers are good and hold the key that they were sent. */
final class KeyWatchTest {
    private static final String KEY = "sk-test-key-0001-of-many";
    private static final String GATEWAY = "of-the-gateway-0123456789";

    private final StrictMessagesServer server = StrictMessagesServer.start();
    private final StrictChatServer other = StrictChatServer.start();
    private final Talks.Events events = new Talks.Events();

    @AfterEach
    void close() {
        server.close();
        other.close();
    }

    static Stream<Answer> repeating() {
        return Stream.of(
                say("your key is " + KEY),
                say("the gateway's is " + GATEWAY),
                say(Base64.getEncoder().encodeToString(("user:" + KEY).getBytes(StandardCharsets.UTF_8))),
                think("they gave me " + KEY),
                call("bash", Map.of("command", "echo K=" + KEY)),
                callRaw("bash", "{\"command\": \"echo " + escaped(KEY) + "\"}"),
                call(KEY, Map.of()),
                callWithId(KEY, "look", Map.of()),
                block("{\"type\":\"new_kind\",\"said\":\"" + escaped(KEY) + "\"}"));
    }

    @ParameterizedTest
    @MethodSource("repeating")
    void an_answer_that_repeats_it_is_refused_and_nobody_sees_that_part(Answer answer) {
        server.reply(answer);

        try (var model = connection().open()) {
            refused(model);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void so_is_one_of_a_server_of_the_other_kind() {
        other.reply(say("your key is " + KEY)).reply(callRaw("bash", "{\"command\": \"echo " + escaped(KEY) + "\"}"));

        try (var model = new Connection.OpenAi(other.url(), KEY, Map.of(), "local-model", Talks.PATIENCE).open()) {
            refused(model);
            refused(model);
        }
    }

    @Test
    void a_key_that_the_conversation_has_may_be_repeated_and_a_word_that_is_a_key_too() throws Exception {
        server.reply(say("It is " + KEY + "."), say("x-team: my-team-of-friends, as ordinary"));

        try (var model = connection().open()) {
            assertThat(model.reply(Talks.prompt("My key is " + KEY), _ -> {}).message())
                    .isEqualTo(new Message.Assistant(List.of(new Block.Text("It is " + KEY + "."))));
            assertThat(model.reply(Talks.prompt("And now?"), _ -> {}).stop()).isEqualTo(Reply.Stop.END_TURN);
        }
    }

    private Connection connection() {
        var headers = Map.of("x-gateway", "Bearer " + GATEWAY, "x-team", "my-team-of-friends");
        return new Connection.Anthropic(server.url(), KEY, "", headers, "claude-opus-5-5", Talks.PATIENCE);
    }

    private void refused(Model model) {
        assertThatThrownBy(() -> model.reply(Talks.prompt("Hello"), events))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED_REQUEST))
                .hasMessageStartingWith("the server's answer repeats a key that it was sent")
                .hasMessageNotContaining(KEY);
        assertThat(events.all().toString()).doesNotContain(KEY, GATEWAY);
    }

    /** In JSON, each letter as a number. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        return escaped.toString();
    }
}
