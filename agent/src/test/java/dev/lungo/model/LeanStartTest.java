package dev.lungo.model;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.testing.StrictMessagesServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a start must not load, for it would be the larger part of it. */
final class LeanStartTest {
    @Test
    void one_answer_over_plain_http_needs_neither_a_mapper_nor_certificates() throws Exception {
        try (var server = StrictMessagesServer.start()) {
            server.reply(say("yes").and(call("bash", Map.of("command", "true"))));
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var process = new ProcessBuilder(
                            java,
                            "-Xlog:class+load:stdout",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Asking.class.getName(),
                            server.url().toString())
                    .redirectErrorStream(true)
                    .start();
            var log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(log).isZero();
            assertThat(log)
                    .contains("tools.jackson.databind.node.ObjectNode ", "The model said: yes")
                    .doesNotContain(
                            "tools.jackson.databind.ObjectMapper ",
                            "sun.security.ssl.SSLContextImpl ",
                            "sun.security.ssl.TrustStoreManager ");
        }
    }

    /** A program that asks once. */
    static final class Asking {
        private Asking() {}

        static void main(String[] arguments) throws InterruptedException {
            var connection = new Connection.Anthropic(
                    URI.create(arguments[0]), "key", "", Map.of(), "claude-opus-5-5", Talks.PATIENCE);
            try (Model model = connection.open()) {
                var prompt = Talks.prompt(List.of(new Message.User(List.of(new Block.Text("hi")))));
                Reply reply = model.reply(prompt, _ -> {});
                IO.println("The model said: " + reply.message().text());
            }
        }
    }
}
