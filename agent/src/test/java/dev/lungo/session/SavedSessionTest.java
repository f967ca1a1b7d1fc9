package dev.lungo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.Past;
import dev.lungo.agent.TurnEnd;
import dev.lungo.agent.UserPrompt;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.Reply;
import dev.lungo.model.ToolSpec;
import dev.lungo.model.Usage;
import dev.lungo.tasks.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a transcript tells whoever reads it. */
class SavedSessionTest {
    private static final Heading HEADING = new Heading("s1", "/work", "0.1.0", Optional.empty());
    private static final ToolSpec BASH = new ToolSpec("bash", "Runs.", "{\"type\":  \"object\"}");
    private static final TaskId B7 = new TaskId("b7");
    private static final TaskId C2 = new TaskId("c2");
    private static final Message.User ASKED = new Message.User(List.of(new Block.Text("build it")));
    /** What must come back byte for byte: odd spaces, half a character, a signature. */
    private static final Message.Assistant CALLED = new Message.Assistant(List.of(
            new Block.Opaque("anthropic", "{\"type\": \"thinking\",  \"signature\":\"x\\u00e9=\"}"),
            new Block.Text("half \ud83d of a character, a whole 😀"),
            new Block.ToolCall("c1", "bash", "{\"command\":  \"ls\"}", "{\"type\":\"tool_use\", \"id\":\"c1\"}")));

    private static final Block.ToolResult RESULT = new Block.ToolResult("c1", "out\n", true);
    private static final Block.Notice NOTICE = new Block.Notice("[bg:b7] ended", Block.Placement.SYSTEM_ENTRY);

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("s1.jsonl");
    }

    private void write(AgentEvent... events) {
        try (var transcript =
                Transcript.create(path(), HEADING, Clock.systemUTC()).servedBy("anthropic")) {
            for (AgentEvent event : events) {
                transcript.on(event);
            }
        }
    }

    private SavedSession read() {
        return SavedSession.read(path());
    }

    private static AgentEvent conversation(String model, Message... carried) {
        return new AgentEvent.ConversationStarted(model, "Be brief.", List.of(BASH), "/work", List.of(carried));
    }

    private static AgentEvent submitted(int number, String text) {
        return new AgentEvent.PromptSubmitted(new UserPrompt(number, text));
    }

    private static AgentEvent drawn(Message.User message, List<TaskId> told, Integer... prompts) {
        return new AgentEvent.Appended(message, told, List.of(prompts));
    }

    private static AgentEvent redrawn(Message.User message, List<TaskId> told, Integer... prompts) {
        return new AgentEvent.Redrawn(message, told, List.of(prompts));
    }

    private static AgentEvent answered(Message.Assistant message) {
        return new AgentEvent.Appended(message, List.of());
    }

    private static AgentEvent stopped(Reply.Stop stop) {
        return new AgentEvent.Replied(new Message.Assistant(List.of()), stop, Usage.NONE);
    }

    private static AgentEvent ended(TurnEnd end) {
        return new AgentEvent.TurnEnded(end);
    }

    private static Past.Said said(Message... messages) {
        return new Past.Said("m1", "Be brief.", List.of(BASH), List.of(messages));
    }

    @Test
    void everything_that_an_agent_needs_to_go_on_comes_back_as_it_was() {
        var results = new Message.User(List.of(RESULT));
        var more = new Message.User(List.of(RESULT, NOTICE, new Block.Text("and test it")));
        write(
                submitted(1, "build it"),
                conversation("m1"),
                drawn(ASKED, List.of(), 1),
                answered(CALLED),
                stopped(Reply.Stop.TOOL_USE),
                drawn(results, List.of(C2)),
                submitted(2, "and test it"),
                redrawn(more, List.of(C2, B7), 2),
                submitted(3, "typed ahead"));

        assertThat(read())
                .isEqualTo(new SavedSession(
                        HEADING,
                        "anthropic",
                        new Past(
                                said(ASKED, CALLED),
                                Optional.of(new Past.Drawn(more, List.of(C2, B7), List.of(2))),
                                List.of(new UserPrompt(3, "typed ahead")),
                                Set.of(B7, C2),
                                3,
                                true),
                        List.of(
                                new UserPrompt(1, "build it"),
                                new UserPrompt(2, "and test it"),
                                new UserPrompt(3, "typed ahead")),
                        path().toFile().length(),
                        Optional.empty()));
    }

    @Test
    void an_end_that_only_a_draft_told_which_was_drawn_again_without_it_is_not_told() {
        write(conversation("m1"), drawn(ASKED, List.of(B7), 1), redrawn(ASKED, List.of(C2), 1));

        assertThat(read().past().told()).containsExactly(C2);
    }

    @Test
    void a_turn_is_cut_only_where_the_model_owes_an_answer() {
        var over = new Message.Assistant(List.of(new Block.Text("done")));
        write(submitted(1, "build it"), conversation("m1"), drawn(ASKED, List.of(), 1), answered(over));

        assertThat(read().past())
                .isEqualTo(new Past(said(ASKED, over), Optional.empty(), List.of(), Set.of(), 1, false));
        assertThat(read().past().goesOn()).isFalse();
    }

    @Test
    void a_paused_answer_is_owed_its_rest() {
        var half = new Message.Assistant(List.of(new Block.Text("half")));
        write(conversation("m1"), drawn(ASKED, List.of(), 1), answered(half), stopped(Reply.Stop.PAUSE_TURN));

        assertThat(read().past().cut()).isTrue();
    }

    @Test
    void what_was_refused_is_taken_back_and_its_notices_stay() {
        var both = new Message.User(List.of(NOTICE, new Block.Text("something bad")));
        write(
                submitted(1, "something bad"),
                conversation("m1"),
                drawn(both, List.of(B7), 1),
                ended(new TurnEnd.Refused()));

        assertThat(read().past())
                .isEqualTo(new Past(
                        said(),
                        Optional.of(new Past.Drawn(new Message.User(List.of(NOTICE)), List.of(B7), List.of())),
                        List.of(),
                        Set.of(B7),
                        1,
                        false));
    }

    @Test
    void a_conversation_takes_the_place_of_the_one_before_with_its_first_message() throws IOException {
        var over = new Message.Assistant(List.of(new Block.Text("done")));
        write(
                conversation("m1"),
                drawn(ASKED, List.of(B7), 1),
                answered(over),
                ended(new TurnEnd.Completed("done")),
                conversation("m2", ASKED, over));
        assertThat(read().past().said()).isEqualTo(said(ASKED, over));

        var next = new Message.User(List.of(new Block.Text("next")));
        try (var transcript = Transcript.resume(path(), Clock.systemUTC())) {
            transcript.on(drawn(next, List.of(C2), 2));
        }
        assertThat(read().past().said())
                .isEqualTo(new Past.Said("m2", "Be brief.", List.of(BASH), List.of(ASKED, over)));
        assertThat(read().past().told()).containsExactlyInAnyOrder(B7, C2);
    }

    @Test
    void records_and_fields_that_are_not_known_change_nothing() throws IOException {
        write(submitted(1, "build it"), conversation("m1"), drawn(ASKED, List.of(), 1));
        Past before = read().past();
        append("{\"type\":\"weather\",\"degrees\":21,\"told\":[\"b7\"]}\n");
        append("{\"type\":\"reply\",\"mood\":\"fine\",\"stop\":\"end_turn\"}\n");

        assertThat(read().past()).isEqualTo(before);
    }

    @Test
    void at_every_length_a_transcript_resumes_or_is_refused_in_words_that_say_what_to_do() throws IOException {
        write(
                submitted(1, "build it"),
                conversation("m1"),
                drawn(ASKED, List.of(), 1),
                answered(CALLED),
                stopped(Reply.Stop.TOOL_USE),
                drawn(new Message.User(List.of(RESULT, NOTICE)), List.of(B7)),
                ended(new TurnEnd.Interrupted()));
        byte[] whole = Files.readAllBytes(path());
        int first = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = 0; length <= whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            Files.write(path(), part);
            if (length < first) {
                assertThatThrownBy(this::read)
                        .isInstanceOf(SessionException.class)
                        .hasMessageContaining("Delete it, and start a new session");
                continue;
            }
            boolean torn = part[length - 1] != '\n';
            assertThat(read().torn().isPresent()).isEqualTo(torn);
            // Each of these waits for the disk.
            if (!torn || length % 16 == 0) {
                try (var transcript = Transcript.resume(path(), Clock.systemUTC())) {
                    transcript.on(submitted(2, "more"));
                }
                assertThat(read().torn()).isEmpty();
                assertThat(read().prompts().getLast()).isEqualTo(new UserPrompt(2, "more"));
            }
        }
    }

    @Test
    void a_last_line_that_is_garbage_is_cut_off_as_a_torn_one() throws IOException {
        write(submitted(1, "build it"), conversation("m1"));
        long whole = path().toFile().length();
        append("\0\0\0\0\0\n");

        assertThat(read().whole()).isEqualTo(whole);
        assertThat(read().torn()).hasValueSatisfying(text -> assertThat(text).contains("6 bytes", "s1.jsonl"));
    }

    @Test
    void a_damaged_line_in_the_middle_is_refused_with_its_number() throws IOException {
        write(submitted(1, "build it"), conversation("m1"));
        append("{\"type\":\"user\",\"content\":[{\"type\":\"hologram\"}]}\n");
        append("{\"type\":\"turn_ended\",\"how\":\"completed\"}\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("Line 4 of the transcript " + path())
                .hasMessageContaining("'hologram'")
                .hasMessageContaining("head -n 3");
    }

    @Test
    void a_newer_format_is_refused_wherever_it_begins() throws IOException {
        write(submitted(1, "build it"));
        append("{\"type\":\"conversation\",\"format\":2}\n");
        append("{\"type\":\"turn_ended\",\"how\":\"completed\"}\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("of the format 2")
                .hasMessageContaining("use the newer version");
    }

    @Test
    void a_file_of_another_kind_is_refused() throws IOException {
        Files.writeString(path(), "{\"type\":\"conversation\",\"format\":1}\n");
        assertThatThrownBy(this::read).hasMessageContaining("does not begin as a transcript does");
        Files.writeString(path(), "# Notes\n");
        assertThatThrownBy(this::read).hasMessageContaining("Line 1").hasMessageContaining("no JSON object");
    }

    private void append(String text) throws IOException {
        Files.writeString(path(), text, StandardOpenOption.APPEND);
    }
}
