package dev.lungo.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.CallProgress;
import dev.lungo.agent.Past;
import dev.lungo.agent.Rewinding.Point;
import dev.lungo.agent.UserPrompt;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.tasks.TaskId;
import dev.lungo.tool.FileChange;
import dev.lungo.tool.Fingerprint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a transcript tells in which something was taken back. */
class RewoundSessionTest {
    private static final TaskId B7 = new TaskId("b7");
    private static final TaskId C2 = new TaskId("c2");
    private static final Block.Text ONE = new Block.Text("one");
    private static final Block.Text TWO = new Block.Text("two");
    private static final Block.Notice NOTICE = new Block.Notice("[bg:b7] ended", Block.Placement.SYSTEM_ENTRY);
    private static final Block.ToolResult RESULT = new Block.ToolResult("c1", "out", true);
    private static final Message.Assistant DONE = new Message.Assistant(List.of(new Block.Text("done")));
    private static final Message.Assistant CALLED =
            new Message.Assistant(List.of(new Block.ToolCall("c1", "bash", "{}")));

    @TempDir
    Path folder;

    private void write(AgentEvent... events) {
        write("s1", events);
    }

    private void write(String session, AgentEvent... events) {
        var heading = new Heading(session, "/work", "0.1.0", Optional.empty());
        try (var transcript = Transcript.create(folder.resolve(session + ".jsonl"), heading, Clock.systemUTC())) {
            transcript.on(new AgentEvent.ConversationStarted("m1", "", List.of(), "/work"));
            for (AgentEvent event : events) {
                transcript.on(event);
            }
        }
    }

    private Past past() {
        return past("s1");
    }

    private Past past(String session) {
        return SavedSession.read(folder.resolve(session + ".jsonl")).past();
    }

    private List<Point> points() {
        return RewindPoints.read(folder.resolve("s1.jsonl"));
    }

    private static AgentEvent submitted(int number, String text) {
        return new AgentEvent.PromptSubmitted(new UserPrompt(number, text));
    }

    private static AgentEvent drawn(List<TaskId> told, List<Integer> prompts, Block... content) {
        return new AgentEvent.Appended(new Message.User(List.of(content)), told, prompts);
    }

    private static AgentEvent answered(Message.Assistant message) {
        return new AgentEvent.Appended(message, List.of());
    }

    private static AgentEvent takenBack(int prompt) {
        return new AgentEvent.Rewound(prompt, prompt + 1);
    }

    private static FileChange change(String name) {
        return new FileChange(Path.of("/work", name), Optional.empty(), Optional.of(new Fingerprint("0".repeat(64))));
    }

    private static AgentEvent changed(String name) {
        return new AgentEvent.FileChanging(change(name), "c1");
    }

    @Test
    void a_prompt_is_taken_back_with_all_that_followed_and_its_number_is_not_used_again() {
        write(
                submitted(1, "one"),
                drawn(List.of(C2), List.of(1), ONE),
                answered(DONE),
                submitted(2, "two"),
                drawn(List.of(B7), List.of(2), NOTICE, TWO),
                answered(DONE),
                submitted(3, "typed ahead"),
                takenBack(2));

        assertThat(past())
                .isEqualTo(new Past(
                        new Past.Said("m1", "", List.of(), List.of(new Message.User(List.of(ONE)), DONE)),
                        Optional.empty(),
                        List.of(),
                        Set.of(C2),
                        Set.of(B7),
                        3,
                        false,
                        Set.of(),
                        CallProgress.UNKNOWN,
                        Optional.of(new Past.Removed(List.of(), Set.of()))));
        assertThat(points()).extracting(Point::number).containsExactly(1);
    }

    @Test
    void what_a_message_tells_beside_results_that_stay_is_told() {
        write(
                submitted(1, "one"),
                drawn(List.of(), List.of(1), ONE),
                answered(CALLED),
                submitted(2, "two"),
                drawn(List.of(B7), List.of(2), RESULT, NOTICE, TWO),
                answered(DONE),
                takenBack(2));

        assertThat(past().drawn())
                .contains(new Past.Drawn(new Message.User(List.of(RESULT, NOTICE)), List.of(B7), List.of()));
        assertThat(past().told()).containsExactly(B7);
        assertThat(past().untold()).isEmpty();
    }

    @Test
    void the_model_is_to_hear_of_it_once_and_again_where_the_message_that_told_it_is_taken_back() {
        AgentEvent[] removed = {
            submitted(1, "one"),
            drawn(List.of(), List.of(1), ONE),
            answered(CALLED),
            drawn(List.of(), List.of(), RESULT),
            answered(DONE),
            takenBack(1)
        };
        AgentEvent[] told = {submitted(2, "two"), drawn(List.of(), List.of(2), TWO), answered(DONE)};
        var calls = Optional.of(new Past.Removed(CALLED.calls(), Set.of()));

        write("a", removed);
        assertThat(past("a").removed()).isEqualTo(calls);
        write("b", Stream.concat(Arrays.stream(removed), Arrays.stream(told)).toArray(AgentEvent[]::new));
        assertThat(past("b").removed()).isEmpty();
        write(
                "c",
                Stream.of(Arrays.stream(removed), Arrays.stream(told), Stream.of(takenBack(2)))
                        .flatMap(events -> events)
                        .toArray(AgentEvent[]::new));
        assertThat(past("c").removed()).isEqualTo(calls);
    }

    @Test
    void a_prompt_before_it_in_the_same_message_stays() {
        write(
                submitted(1, "one"),
                drawn(List.of(), List.of(1), ONE),
                submitted(2, "two"),
                new AgentEvent.Redrawn(new Message.User(List.of(ONE, TWO)), List.of(), List.of(1, 2)),
                answered(DONE),
                takenBack(2));

        assertThat(past().drawn()).contains(new Past.Drawn(new Message.User(List.of(ONE)), List.of(), List.of(1)));
        assertThat(past().cut()).isFalse();
    }

    @Test
    void the_conversation_before_a_full_context_goes_on_where_the_prompt_was_in_it() {
        write(
                submitted(1, "one"),
                drawn(List.of(), List.of(1), ONE),
                answered(DONE),
                submitted(2, "two"),
                drawn(List.of(), List.of(2), TWO),
                new AgentEvent.ConversationStarted("m1", "anew", List.of(), "/work"),
                drawn(List.of(), List.of(2), new Block.Notice("summary", Block.Placement.SYSTEM_ENTRY), TWO),
                answered(DONE),
                takenBack(2));

        assertThat(past().said())
                .isEqualTo(new Past.Said("m1", "", List.of(), List.of(new Message.User(List.of(ONE)), DONE)));
        assertThat(past().drawn()).isEmpty();
    }

    @Test
    void prompts_that_were_taken_back_before_they_were_sent_are_as_if_nobody_had_typed_them() {
        write(
                submitted(1, "one"),
                drawn(List.of(), List.of(1), ONE),
                submitted(2, "two"),
                new AgentEvent.PromptsWithdrawn(List.of(new UserPrompt(2, "two"))));

        assertThat(past().waiting()).isEmpty();
        assertThat(past().lastPrompt()).isEqualTo(2);
        assertThat(past().cut()).as("the turn at work").isTrue();
        assertThat(points()).hasSize(1);
    }

    @Test
    void what_is_said_after_it_counts_and_an_end_that_is_told_again_is_told() {
        write(
                submitted(1, "one"),
                drawn(List.of(B7), List.of(1), NOTICE, ONE),
                answered(DONE),
                takenBack(1),
                submitted(2, "two"),
                drawn(List.of(B7), List.of(2), NOTICE, TWO),
                answered(DONE));

        assertThat(past().said().answered()).containsExactly(new Message.User(List.of(NOTICE, TWO)), DONE);
        assertThat(past().told()).containsExactly(B7);
        assertThat(past().untold()).isEmpty();
    }

    @Test
    void a_change_belongs_to_the_prompts_whose_turn_had_begun_and_taking_files_back_is_a_place_of_its_own() {
        write(
                submitted(1, "one"),
                drawn(List.of(), List.of(1), ONE),
                answered(CALLED),
                submitted(2, "two"),
                changed("a"),
                drawn(List.of(), List.of(), RESULT),
                answered(DONE),
                drawn(List.of(), List.of(2), TWO),
                answered(CALLED),
                changed("b"),
                new AgentEvent.FilesTakenBack(2),
                new AgentEvent.FileChanging(change("b"), ""));

        assertThat(points()).hasSize(3);
        assertThat(points().get(0).changes()).containsExactly(change("a"), change("b"), change("b"));
        assertThat(points().get(1).changes()).containsExactly(change("b"), change("b"));
        assertThat(points().get(2)).isInstanceOf(Point.Files.class);
        assertThat(points().get(2).changes()).containsExactly(change("b"));
        assertThat(points().get(0).files()).isEqualTo(2);
    }
}
