package dev.lungo.testing;

import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StrictChatServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final StrictChatServer server = StrictChatServer.start();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "USER, USER | user after user",
                "USER, SYSTEM | system only as the first message",
                "USER, CALLED, USER | must be followed by tool messages",
                "USER, CALLED | open tool calls: [t1]",
                "USER, RESULT | no preceding tool_calls",
                "USER, CALLED, RESULT, RESULT | no preceding tool_calls",
                "USER, {'role':'assistant','content':''} | nothing said",
                "{'role':'robot','content':'x'} | unknown role 'robot'",
                "{'role':'user','content':' '} | an empty content"
            })
    void illegal_messages_are_refused(String messages, String problem) throws Exception {
        assertThat(post(messages).statusCode()).isEqualTo(400);
        assertThat(server.violations()).singleElement().asString().contains(problem);
    }

    @Test
    void a_good_conversation_is_answered() throws Exception {
        server.reply(say("ok"));
        HttpResponse<String> answer = post("SYSTEM, USER, CALLED, RESULT, USER");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"content\":\"ok\"").endsWith("data: [DONE]\n\n");
        assertThat(server.violations()).isEmpty();
        assertThat(server.requests().getFirst().newText()).isEqualTo("out\nhi");
    }

    private HttpResponse<String> post(String messages) throws IOException, InterruptedException {
        String expanded = messages.replace("USER", "{'role':'user','content':'hi'}")
                .replace("SYSTEM", "{'role':'system','content':'rules'}")
                .replace(
                        "CALLED",
                        "{'role':'assistant','content':null,'tool_calls':[{'id':'t1','type':'function','function':"
                                + "{'name':'bash','arguments':'{}'}}]}")
                .replace("RESULT", "{'role':'tool','tool_call_id':'t1','content':'out'}");
        String body = ("{'model':'m','stream':true,'messages':[" + expanded + "]}").replace('\'', '"');
        URI url = URI.create(server.url() + "/chat/completions");
        return client.send(
                HttpRequest.newBuilder(url)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
