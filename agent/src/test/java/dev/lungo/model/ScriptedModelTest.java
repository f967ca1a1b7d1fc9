package dev.lungo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.model.ModelException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScriptedModelTest {
    @TempDir
    private Path folder;

    @Test
    void turns_are_said_in_order_and_calls_are_numbered() throws Exception {
        var talk = talk("""
                {"turns": [
                  {"say": "I look.", "calls": [{"name": "bash", "input": {"command": "ls"}},
                                               {"name": "bash", "input": "{oops"}]},
                  {"say": "Done."}]}
                """);

        assertThat(talk.user("look"))
                .isEqualTo(new Reply(
                        new Message.Assistant(List.of(
                                new Block.Text("I look."),
                                new Block.ToolCall("call_1", "bash", "{\"command\":\"ls\"}"),
                                new Block.ToolCall("call_2", "bash", "{oops"))),
                        Reply.Stop.TOOL_USE,
                        Usage.NONE));
        assertThat(talk.results("a", "b"))
                .isEqualTo(new Reply(
                        new Message.Assistant(List.of(new Block.Text("Done."))), Reply.Stop.END_TURN, Usage.NONE));
    }

    @Test
    void the_listener_hears_what_a_server_would_let_it_hear() throws Exception {
        var events = new Talks.Events();
        Model model = model("{\"turns\": [{\"think\": \"Hm.\", \"say\": \"Yes, I do.\","
                + " \"calls\": [{\"name\": \"look\", \"input\": {}}]}]}");
        model.reply(Talks.prompt("hi"), events);
        assertThat(events.all())
                .containsExactly(
                        new ReplyEvent.Started(),
                        new ReplyEvent.ThinkingDelta("Hm."),
                        new ReplyEvent.TextDelta("Yes, I do."),
                        new ReplyEvent.BlockDone(new Block.Text("Yes, I do.")),
                        new ReplyEvent.CallStarted("call_1", "look"),
                        new ReplyEvent.BlockDone(new Block.ToolCall("call_1", "look", "{}")));
    }

    @Test
    void at_a_pace_for_people_words_come_one_by_one() throws Exception {
        Path file = write("{\"turns\": [{\"say\": \"One two  three\"}]}");
        var events = new Talks.Events();
        new Connection.Scripted(file, true).open().reply(Talks.prompt("hi"), events);
        assertThat(events.of(ReplyEvent.TextDelta.class))
                .extracting(ReplyEvent.TextDelta::text)
                .containsExactly("One ", "two ", " ", "three");
    }

    @Test
    void placeholders_are_filled_from_results_and_named_groups() throws Exception {
        var talk = talk("""
                {"turns": [
                  {"calls": [{"name": "background_run", "input": {"command": "a"}},
                             {"name": "background_run", "input": {"command": "b"}}]},
                  {"expect": "log in (?<log>\\\\S+)", "say": "${task1} ${task2} ${task} ${log} $${task} ${HOME}",
                   "calls": [{"name": "wait", "input": {"ids": ["${task1}"], "n": 1, "x": {"y": "${log}"}}}]}]}
                """);
        talk.user("go");
        Reply reply = talk.results("Background task b7 started, log in /tmp/a.log", "Background task c2 started");

        assertThat(reply.message().text()).isEqualTo("b7 c2 c2 /tmp/a.log ${task} ${HOME}");
        assertThat(reply.message().calls().getFirst().input())
                .isEqualTo("{\"ids\":[\"b7\"],\"n\":1,\"x\":{\"y\":\"/tmp/a.log\"}}");
    }

    @Test
    void a_notice_that_came_early_still_counts() throws Exception {
        var talk = talk("""
                {"turns": [
                  {"calls": [{"name": "background_run", "input": {"command": "make"}}]},
                  {"say": "started", "calls": [{"name": "look", "input": {}}]},
                  {"when": "\\\\[bg:${task}\\\\] failed, exit (?<code>\\\\d+)", "say": "exit ${code}"}]}
                """);
        talk.user("go");
        talk.results("Background task b7 started");
        talk.tell(
                talk.resultBlocks("fine").getFirst(),
                new Block.Notice("[bg:b7] failed, exit 2, after 3 s: make", Block.Placement.REMINDER));
        assertThat(talk.messages().getLast()).isEqualTo(new Message.Assistant(List.of(new Block.Text("exit 2"))));
    }

    @Test
    void a_notice_that_comes_late_is_waited_for() throws Exception {
        var talk = talk("""
                {"turns": [
                  {"say": "begin"},
                  {"when": "failed", "otherwise": {"say": "not yet"}, "say": "now"},
                  {"when": "completed", "say": "good"}]}
                """);
        assertThat(talk.user("go").message().text()).isEqualTo("begin");
        assertThat(talk.user("and?").message().text()).isEqualTo("not yet");
        assertThat(talk.user("and?").message().text()).isEqualTo("not yet");
        assertThat(talk.user("it failed").message().text()).isEqualTo("now");
        assertThat(talk.user("hm").message().text()).isEqualTo("Waiting for what comes next.");
        assertThat(talk.user("completed").message().text()).isEqualTo("good");
    }

    @Test
    void a_matched_line_is_used_up_and_the_others_are_not() throws Exception {
        var talk = talk("""
                {"turns": [
                  {"when": "done", "say": "first"},
                  {"when": "done", "say": "second"},
                  {"when": "other", "say": "third"},
                  {"when": "done", "say": "fourth"}]}
                """);
        assertThat(talk.user("a done\nb done\nother").message().text()).isEqualTo("first");
        assertThat(talk.user("-").message().text()).isEqualTo("second");
        assertThat(talk.user("-").message().text()).isEqualTo("third");
        assertThat(talk.user("-").message().text()).isEqualTo("Waiting for what comes next.");
    }

    @Test
    void optional_turns_are_branches() throws Exception {
        var talk = talk("""
                {"turns": [
                  {"when": "red", "optional": true, "say": "is red"},
                  {"when": "green", "optional": true, "say": "is green"},
                  {"say": "end"}]}
                """);
        assertThat(talk.user("green").message().text()).isEqualTo("is green");
        assertThat(talk.user("green").message().text()).isEqualTo("end");
    }

    @Test
    void what_was_not_expected_is_said_with_file_and_turn() throws Exception {
        var talk = talk("{\"turns\": [{\"say\": \"a\"}, {\"expect\": \"exit 0\", \"say\": \"b\"}]}");
        talk.user("go");
        assertThatThrownBy(() -> talk.user("exit 1"))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Kind.SCRIPT))
                .hasMessage("Script demo.json, turn 2: expected /exit 0/ in what is new since the last reply, which is:"
                        + " exit 1");
    }

    @Test
    void the_end_of_the_script_is_said() throws Exception {
        var talk = talk("{\"turns\": [{\"say\": \"a\"}]}");
        talk.user("go");
        assertThatThrownBy(() -> talk.user("and now?"))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "Script demo.json: no turn is left: all 1 are used, and the model was asked again. New since"
                                + " its last reply: and now?");
    }

    @Test
    void a_placeholder_without_a_value_is_said() throws Exception {
        Model model = model("{\"turns\": [{\"say\": \"${tusk}\"}]}");
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), _ -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("Script demo.json, turn 1: nothing is known for ${tusk} yet.");
    }

    @Test
    void a_request_that_was_interrupted_finds_the_same_turn_again() throws Exception {
        Model model = model("{\"turns\": [{\"say\": \"a\", \"delay_ms\": 5}, {\"say\": \"b\"}]}");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> model.reply(Talks.prompt("hi"), _ -> {})).isInstanceOf(InterruptedException.class);
        assertThat(model.reply(Talks.prompt("hi"), _ -> {}).message().text()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, END_TURN",
        "max_tokens, MAX_TOKENS",
        "pause_turn, PAUSE_TURN",
        "refusal, REFUSAL",
        "context_full, CONTEXT_FULL"
    })
    void an_answer_can_stop_for_any_reason(String name, Reply.Stop stop) throws Exception {
        Reply reply = model("{\"turns\": [{\"say\": \"a\", \"stop\": \"" + name + "\"}]}")
                .reply(Talks.prompt("hi"), _ -> {});
        assertThat(reply.stop()).isEqualTo(stop);
        assertThat(reply.message().text()).isEqualTo(stop == Reply.Stop.REFUSAL ? "" : "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | Script demo.json: expected an object with a list \"turns\".",
                "{\"turns\": []} | Script demo.json: the list \"turns\" is empty.",
                "{\"turns\": [{\"say\": \"a\"}, 7]} | Script demo.json, turn 2: a turn must be an object.",
                "{\"turns\": [{\"sya\": \"a\"}]} | Script demo.json, turn 1: unknown field \"sya\"; known are calls,"
                        + " comment, delay_ms, expect, optional, otherwise, say, stop, think, when.",
                "{\"turns\": [{\"say\": 7}]} | Script demo.json, turn 1: \"say\" must be a string.",
                "{\"turns\": [{\"calls\": {}}]} | Script demo.json, turn 1: \"calls\" must be a list.",
                "{\"turns\": [{\"delay_ms\": -1}]} | Script demo.json, turn 1: \"delay_ms\" must be a whole number of"
                        + " milliseconds.",
                "{\"turns\": [{\"when\": \"(\"}]} | Script demo.json, turn 1: \"when\" is not a regular expression:"
                        + " Unclosed group in (",
                "{\"turns\": [{\"optional\": true}]} | Script demo.json, turn 1: \"optional\" and \"otherwise\" need a"
                        + " \"when\".",
                "{\"turns\": [{\"stop\": \"now\"}]} | Script demo.json, turn 1: \"stop\" is \"now\"; known are"
                        + " end_turn, max_tokens, pause_turn, refusal, context_full.",
                "{\"turns\": [{\"calls\": [{\"name\": \"bash\"}]}]} | Script demo.json, turn 1: a call needs a \"name\""
                        + " and an object \"input\", such as {\"name\": \"bash\", \"input\": {\"command\": \"ls\"}}."
            })
    void mistakes_are_said_with_file_and_turn(String script, String message) {
        assertThatThrownBy(() -> model(script))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Kind.SCRIPT))
                .hasMessage(message);
    }

    @Test
    void a_file_that_is_no_script_is_said() throws Exception {
        assertThatThrownBy(() -> model("{\"turns\": [\n{\"say\": oops}]}"))
                .hasMessageStartingWith("Script demo.json, line 2: not valid JSON");
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> new Connection.Scripted(missing, false).open())
                .hasMessage("There is no script at " + missing + ".");
        Path binary = folder.resolve("binary.json");
        Files.write(binary, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new Connection.Scripted(binary, false).open())
                .hasMessage("The script " + binary + " is not text in UTF-8.");
        assertThatThrownBy(() -> new Connection.Scripted(folder, false).open())
                .hasMessageStartingWith("The script " + folder + " cannot be read: ");
    }

    private Path write(String script) throws IOException {
        return Files.writeString(folder.resolve("demo.json"), script);
    }

    private Model model(String script) throws IOException {
        return new Connection.Scripted(write(script), false).open();
    }

    private Talks talk(String script) throws IOException {
        return new Talks(model(script));
    }
}
