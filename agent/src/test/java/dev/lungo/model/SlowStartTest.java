package dev.lungo.model;

import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lungo.model.ModelException.Kind;
import dev.lungo.testing.Answer;
import dev.lungo.testing.StrictChatServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server on this machine reads a long prompt before it says anything. */
final class SlowStartTest {
    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final StrictChatServer server = StrictChatServer.start();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final Talks.Events events = new Talks.Events();
    private final ReplyListener listener = event -> {
        events.on(event);
        if (event instanceof ReplyEvent.Waiting) {
            waiting.countDown();
        }
    };

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_first_byte_may_take_longer_and_the_wait_is_said() throws Exception {
        server.replyWith(_ -> {
            await();
            return say("at last");
        });
        try (Model model = open(server.url(), LONG)) {
            assertThat(model.reply(Talks.prompt("hi"), listener).message().text())
                    .isEqualTo("at last");
        }
        assertThat(events.all().getFirst()).isEqualTo(new ReplyEvent.Waiting(SILENCE, LONG));
        assertThat(events.of(ReplyEvent.Waiting.class)).hasSize(1);
        assertThat(events.of(ReplyEvent.Stalled.class)).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void so_may_the_first_byte_behind_the_headers() throws Exception {
        var early = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        early.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("content-type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            await();
            try (exchange) {
                var chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"late\"},\"finish_reason\":\"stop\"}]}\n\n";
                exchange.getResponseBody().write(chunk.getBytes(StandardCharsets.UTF_8));
            }
        });
        early.start();
        URI url = URI.create("http://localhost:" + early.getAddress().getPort());
        try (Model model = open(url, LONG)) {
            assertThat(model.reply(Talks.prompt("hi"), listener).message().text())
                    .isEqualTo("late");
        } finally {
            early.stop(0);
        }
        assertThat(events.of(ReplyEvent.Waiting.class)).hasSize(1);
    }

    @Test
    void a_stream_that_has_begun_gets_the_usual_silence() throws Exception {
        server.reply(say("half").butStalls(), say("whole"));
        try (Model model = open(server.url(), LONG)) {
            assertThat(model.reply(Talks.prompt("hi"), listener).message().text())
                    .isEqualTo("whole");
        }
        assertThat(events.of(ReplyEvent.Waiting.class)).isEmpty();
        assertThat(events.of(ReplyEvent.Stalled.class)).containsExactly(new ReplyEvent.Stalled(SILENCE));
    }

    @Test
    void a_server_that_never_begins_is_not_asked_again_and_what_to_do_is_said() {
        server.reply(Answer.nothing().butStalls());
        try (Model model = open(server.url(), Duration.ofMillis(600))) {
            assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), listener))
                    .isInstanceOfSatisfying(
                            ModelException.class,
                            failed -> assertThat(failed.kind()).isEqualTo(Kind.CONNECTION))
                    .hasMessage("the server on this machine sent nothing for 0.6 s;"
                            + " LUNGO_STREAM_SILENCE_MS sets how long to wait");
        }
        assertThat(events.of(ReplyEvent.Waiting.class)).hasSize(1);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/v1, true",
        "http://LOCALHOST, true",
        "http://llama.localhost, true",
        "http://127.0.0.1:11434, true",
        "http://127.8.9.1, true",
        "http://[::1]:1234/v1, true",
        "http://192.168.1.2:8080, false",
        "https://api.example.com, false",
        "http://localhost.example.com, false",
        "http://127.0.0.1.example.com, false",
        "http://[fe80::1], false"
    })
    void this_machine_is_told_by_its_names(URI url, boolean local) {
        assertThat(Silence.isLoopback(url)).isEqualTo(local);
    }

    private static Model open(URI url, Duration start) {
        var patience = new Connection.Patience(SILENCE, 4, Duration.ofMillis(1), start);
        return new Connection.OpenAi(url, "", Map.of(), "local", patience).open();
    }

    private void await() {
        try {
            waiting.await();
        } catch (InterruptedException never) {
            throw new AssertionError("nobody interrupts the server", never);
        }
    }
}
