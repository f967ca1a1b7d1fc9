package dev.lungo.testing;

import static dev.lungo.testing.Answer.block;
import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.callRaw;
import static dev.lungo.testing.Answer.callWithId;
import static dev.lungo.testing.Answer.nothing;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that forgives would hide mistakes: each rule is broken here once. */
final class StrictMessagesServerTest {
    private static final String USER = "{'role':'user','content':[{'type':'text','text':'hi'}]}";
    private static final String CALLED =
            "{'role':'assistant','content':[{'type':'tool_use','id':'t1','name':'bash','input':{'a':1}}]}";
    private static final String RESULT =
            "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t1','content':'ok'}]}";
    private static final String SYSTEM = "{'role':'system','content':'fact'}";
    private static final String SAID = "{'role':'assistant','content':[{'type':'text','text':'yes'}]}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final StrictMessagesServer server = StrictMessagesServer.start();

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
                "USER, CALLED, SAID | roles must alternate",
                "USER, USER | roles must alternate",
                "SAID | roles must alternate",
                "USER, CALLED, USER | `tool_use` ids were found without `tool_result` blocks",
                "USER, CALLED, RESULT, SAID, RESULT | unexpected `tool_use_id`",
                "RESULT | unexpected `tool_use_id`",
                "SYSTEM, USER | role 'system' must directly follow",
                "USER, SYSTEM, USER | role 'system' must directly follow",
                "USER, SYSTEM, SYSTEM | role 'system' must directly follow",
                "USER, CALLED, SYSTEM, RESULT | role 'system' must directly follow",
                "{'role':'robot','content':'x'} | Input should be 'user', 'assistant' or 'system'",
                "USER, {'role':'system','content':[{'type':'image'}]} | takes text only",
                "{'role':'user','content':[{'type':'text','text':' '}]} | must contain non-whitespace text",
                "{'role':'user','content':[]} | must have non-empty content",
                "USER, CALLED, {'role':'user','content':[{'type':'tool_result','tool_use_id':'t1'},"
                        + "{'type':'tool_result','tool_use_id':'t1'}]} | each tool_use must have a single result",
                "USER, CALLED, {'role':'user','content':[{'type':'text','text':'x'},"
                        + "{'type':'tool_result','tool_use_id':'t1'}]} | must come first",
                "USER, SAID | does not support assistant message prefill",
                "USER, SAID, USER | is not what this server has said"
            })
    void illegal_messages_are_refused(String messages, String problem) throws Exception {
        HttpResponse<String> answer = post(body(messages));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.object(answer.body())
                        .orElseThrow()
                        .path("error")
                        .path("message")
                        .stringValue())
                .contains(problem);
        assertThat(server.violations())
                .singleElement()
                .asString()
                .startsWith("request 1: ")
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'max_tokens':7, | | max_tokens: Field required",
                "'model':'m', | | model: Field required",
                "'stream':true, | | answers streaming requests only",
                "'model' | 'temperature':1,'model' | temperature: Extra inputs are not permitted",
                "'messages' | 'tools':[{'name':'a b','input_schema':{'type':'object'}}],'messages' | should match pattern",
                "'messages' | 'tools':[{'name':'a','input_schema':{}}],'messages' | input_schema.type",
                "'messages' | 'tools':[{'name':'a','input_schema':{'type':'object'}},{'name':'a','input_schema':"
                        + "{'type':'object'}}],'messages' | must be unique"
            })
    void illegal_requests_are_refused(String what, String instead, String problem) throws Exception {
        String body = body("USER").replace(what.replace('\'', '"'), instead == null ? "" : instead.replace('\'', '"'));
        assertThat(post(body).statusCode()).isEqualTo(400);
        assertThat(server.violations()).singleElement().asString().contains(problem);
    }

    @Test
    void headers_are_looked_at() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve("/v1/messages"))
                .POST(HttpRequest.BodyPublishers.ofString(body("USER")));
        HttpResponse.BodyHandler<String> text = HttpResponse.BodyHandlers.ofString();

        assertThat(client.send(request.build(), text).statusCode()).isEqualTo(401);
        request.header("x-api-key", "k").header("anthropic-version", "2023-06-01");
        assertThat(client.send(request.build(), text).statusCode()).isEqualTo(400);
        assertThat(server.violations())
                .containsExactly(
                        "request 1: x-api-key header is required",
                        "request 2: anthropic-version: \"2023-06-01\" is not a valid version");
    }

    @Test
    void more_than_four_cache_marks_are_refused() throws Exception {
        String marked = "{'type':'text','text':'x','cache_control':{'type':'ephemeral'}}";
        String blocks = String.join(",", Collections.nCopies(5, marked));
        post(body("{'role':'user','content':[" + blocks + "]}"));
        assertThat(server.violations()).singleElement().asString().contains("A maximum of 4 blocks with cache_control");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "USER, SYSTEM, CALLED, RESULT | there were 1 messages before it and now are 2",
                "{'role':'user','content':[{'type':'text','text':'ho'}]}, CALLED, RESULT | messages.0 changed from ",
                "USER, {'role':'assistant','content':[{'type':'tool_use','id':'t1','name':'bash','input':{'a':2}}]},"
                        + " RESULT | is not what this server has said"
            })
    void what_was_said_must_not_change(String messages, String problem) throws Exception {
        server.reply(callWithId("t1", "bash", Map.of("a", 1)), say("ok"));
        post(body("USER"));
        assertThat(post(body(messages)).statusCode()).isEqualTo(400);
        assertThat(server.violations()).singleElement().asString().contains(problem);

        assertThat(post(body("USER, CALLED, RESULT")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {"'model':'m', 'model':'n'", "'text':'rules', 'text':'other rules'"})
    void model_and_system_prompt_must_not_change(String what, String instead) throws Exception {
        server.reply(say("yes"), say("ok"));
        String system = "'system':[{'type':'text','text':'rules'}],'messages'".replace('\'', '"');
        post(body("USER").replace("\"messages\"", system));
        post(body("USER, SAID, USER")
                .replace("\"messages\"", system)
                .replace(what.replace('\'', '"'), instead.replace('\'', '"')));
        assertThat(server.violations())
                .singleElement()
                .asString()
                .contains("The block is bound to a different conversation: model, system prompt or tools changed");
    }

    @Test
    void cache_marks_may_move() throws Exception {
        server.reply(say("yes"), say("ok"));
        post(body(USER.replace("'hi'", "'hi','cache_control':{'type':'ephemeral'}")));
        assertThat(post(body("USER, SAID, USER")).statusCode()).isEqualTo(200);
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void a_paused_answer_is_continued_unchanged_and_only_that() throws Exception {
        server.reply(say("yes").stopping("pause_turn"), say(" and no"), say("fine"));
        post(body("USER"));
        assertThat(post(body("USER, SAID")).statusCode()).isEqualTo(200);
        assertThat(post(body("USER, {'role':'assistant','content':[{'type':'text','text':'yes'},"
                                + "{'type':'text','text':' and no'}]}, USER"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void a_cut_call_and_a_blank_text_are_not_expected_back() throws Exception {
        server.reply(
                say("yes").and(callRaw("bash", "{\"a")).stopping("max_tokens"),
                say(" \n").and(say("yes")),
                say("ok"));
        post(body("USER"));
        assertThat(post(body("USER, SAID, USER")).statusCode()).isEqualTo(200);
        assertThat(post(body("USER, SAID, USER, SAID, USER")).statusCode()).isEqualTo(200);
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void a_model_without_system_entries_is_no_fault_of_the_client() throws Exception {
        server.withoutSystemEntries().reply(say("ok"));
        HttpResponse<String> answer = post(body("USER, SYSTEM"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("role 'system' is not supported on this model");
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void a_request_that_no_answer_is_ready_for_is_a_violation() throws Exception {
        assertThat(post(body("USER")).statusCode()).isEqualTo(400);
        assertThat(server.violations()).containsExactly("request 1: the test has no answer ready");
    }

    @Test
    void answers_can_depend_on_the_request_and_wait_for_their_conversation() throws Exception {
        server.replyWhen(request -> request.lastUserText().equals("a"), _ -> say("for a"))
                .replyWhen(request -> request.lastUserText().equals("b"), _ -> say("for b"))
                .otherwise(request -> say("else " + request.lastUserText()));
        assertThat(post(body(USER.replace("hi", "b"))).body()).contains("for b");
        assertThat(post(body(USER.replace("hi", "a"))).body()).contains("for a");
        assertThat(post(body(USER.replace("hi", "a"))).body()).contains("else a");
        assertThat(server.unusedAnswers()).isZero();
    }

    @Test
    void many_conversations_at_once_do_not_disturb_each_other() throws Exception {
        server.otherwise(request -> say("yes"));
        List<Callable<List<Integer>>> talks = new ArrayList<>();
        for (int talk = 0; talk < 20; talk++) {
            String user = USER.replace("hi", "talk " + talk);
            talks.add(() -> List.of(
                    post(body(user)).statusCode(),
                    post(body(user + ", SAID, USER")).statusCode(),
                    post(body(user + ", SAID, USER, SAID, USER")).statusCode()));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Integer>> statuses : threads.invokeAll(talks)) {
                assertThat(statuses.get()).containsExactly(200, 200, 200);
            }
        }
        assertThat(server.violations()).isEmpty();
        assertThat(server.requests()).hasSize(60);
    }

    @Test
    void a_request_can_be_waited_for_and_asked() throws Exception {
        server.reply(callWithId("t1", "bash", Map.of("a", 1)), say("ok"));
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                post(body("USER"));
                post(body("USER, CALLED, {'role':'user','content':[{'type':'tool_result','tool_use_id':'t1',"
                        + "'content':'out'},{'type':'text','text':'more'}]}, SYSTEM"));
            } catch (IOException | InterruptedException failed) {
                throw new AssertionError(failed);
            }
        });
        MessagesRequest second = server.awaitRequest(2, Duration.ofSeconds(20));
        asking.join();

        assertThat(second.lastUserText()).isEqualTo("more");
        assertThat(second.newText()).isEqualTo("out\nmore\nfact");
        assertThat(second.newResults()).containsExactly(Map.entry("t1", "out"));
        assertThat(second.allText()).contains("hi").contains("fact");
        assertThat(second.nanoTime()).isGreaterThan(server.requests().getFirst().nanoTime());
        assertThat(server.awaitRequest(request -> request.newText().contains("fact"), Duration.ofSeconds(1)))
                .isEqualTo(second);
        assertThatThrownBy(() -> server.awaitRequest(3, Duration.ofMillis(10)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("no request 3 within PT0.01S; 2 requests came");
    }

    @Test
    void an_answer_is_put_together_from_parts() {
        Answer answer = say("a").and(call("bash", Map.of("x", 1)))
                .and(block("{\"type\":\"x\"}"))
                .butReset();
        assertThat(answer.parts()).hasSize(3);
        assertThat(answer.calls()).extracting(Answer.Part.Call::input).containsExactly("{\"x\":1}");
        assertThat(answer.fault()).isEqualTo(new Answer.Fault.Reset());
        assertThat(nothing().and(answer).fault()).isEqualTo(new Answer.Fault.Reset());
    }

    @Test
    void it_serves_a_script_from_the_command_line(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(
                folder.resolve("script.json"),
                "{\"turns\": [{\"say\": \"first\"}, {\"expect\": \"again\", \"say\": \"second\"}]}");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StrictMessagesServer.class.getName(),
                        script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            URI url = URI.create(out.readLine());
            assertThat(post(url, body("USER")).body()).contains("first");
            String said = "{'role':'assistant','content':[{'type':'text','text':'first'}]}";
            assertThat(post(url, body("USER, " + said + ", {'role':'user','content':[{'type':'text','text':'again'}]}"))
                            .body())
                    .contains("second");
            assertThat(post(url, body("USER, USER")).statusCode()).isEqualTo(400);
            assertThat(out.readLine()).startsWith("request 3: messages.1: roles must alternate");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String body(String messages) {
        String expanded = messages.replace("USER", USER)
                .replace("CALLED", CALLED)
                .replace("RESULT", RESULT)
                .replace("SYSTEM", SYSTEM)
                .replace("SAID", SAID);
        return ("{'model':'m','max_tokens':7,'stream':true,'messages':[" + expanded + "]}").replace('\'', '"');
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return post(server.url(), body);
    }

    private HttpResponse<String> post(URI url, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(url.resolve("/v1/messages"))
                        .header("x-api-key", "k")
                        .header("anthropic-version", "2026-10-21")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
