package dev.lungo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.Prompt;
import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.testing.Bench;
import dev.lungo.testing.PlannedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent does with the past of another one. */
class PastTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final List<ToolSpec> OLD_TOOLS = List.of(new ToolSpec("bash", "Runs.", "{}"));
    private static final Message.User ASKED = new Message.User(List.of(new Block.Text("build it")));
    private static final Message.Assistant ANSWERED = new Message.Assistant(List.of(
            new Block.Opaque("anthropic", "{\"type\":\"thinking\",\"signature\":\"x\"}"),
            new Block.Opaque("anthropic", "{\"type\":\"text\",\"text\":\"cited\",\"citations\":[]}"),
            new Block.ToolCall("c1", "bash", "{}", "{\"type\":\"tool_use\"}")));
    private static final Block.ToolResult RESULT = new Block.ToolResult("c1", "built", false);

    @TempDir
    Path folder;

    private final PlannedModel model = new PlannedModel();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Past past(String model, Block... drawn) {
        return new Past(
                new Past.Said(model, "The old system prompt.", OLD_TOOLS, List.of(ASKED, ANSWERED)),
                Optional.of(new Past.Drawn(new Message.User(List.of(drawn)), List.of(), List.of())),
                List.of(),
                Set.of(),
                1,
                true);
    }

    private Prompt next(Past past) throws InterruptedException {
        model.says("ok");
        assertThat(bench.agent(model, past).runToEnd(LONG)).isEqualTo(new TurnEnd.Completed("ok"));
        return model.prompts().getLast();
    }

    @Test
    void the_same_model_reads_what_it_read_before() throws Exception {
        Prompt prompt = next(past("planned-model", RESULT));

        assertThat(prompt.system()).isEqualTo("The old system prompt.");
        assertThat(prompt.tools()).isEqualTo(OLD_TOOLS);
        assertThat(prompt.messages()).containsExactly(ASKED, ANSWERED, new Message.User(List.of(RESULT)));
        assertThat(bench.events().all(AgentEvent.ConversationStarted.class)).isEmpty();
        assertThat(bench.events().all(AgentEvent.Appended.class)).hasSize(1);
    }

    @Test
    void another_model_begins_a_conversation_with_what_it_can_read_of_the_old_one() throws Exception {
        Prompt prompt = next(past("other-model", RESULT));

        var readable = new Message.Assistant(List.of(new Block.Text("cited"), new Block.ToolCall("c1", "bash", "{}")));
        assertThat(prompt.system()).isEqualTo("You are a test.");
        assertThat(prompt.messages()).containsExactly(ASKED, readable, new Message.User(List.of(RESULT)));
        assertThat(bench.events().all(AgentEvent.ConversationStarted.class))
                .extracting(AgentEvent.ConversationStarted::carried)
                .containsExactly(List.of(ASKED, readable));
        assertThat(bench.events().all(AgentEvent.Appended.class))
                .extracting(AgentEvent.Appended::message)
                .startsWith(new Message.User(List.of(RESULT)));
    }

    @Test
    void prompts_that_were_not_sent_ride_along_with_a_new_one_in_the_order_of_their_numbers() throws Exception {
        var past = new Past(
                past("planned-model").said(),
                Optional.of(new Past.Drawn(
                        new Message.User(List.of(RESULT, new Block.Text("first"))), List.of(), List.of(1))),
                List.of(new UserPrompt(2, "second")),
                Set.of(),
                2,
                true);
        Agent agent = bench.agent(model, past);
        bench.inbox().submit("third");
        model.says("ok");
        agent.runToEnd(LONG);

        assertThat(model.prompts()).hasSize(1);
        assertThat(model.prompts().getLast().messages().getLast().content())
                .containsExactly(RESULT, new Block.Text("first"), new Block.Text("second"), new Block.Text("third"));
        assertThat(bench.events().all(AgentEvent.Redrawn.class))
                .extracting(AgentEvent.Redrawn::prompts)
                .containsExactly(List.of(1, 2, 3));
        assertThat(bench.events().all(AgentEvent.PromptSubmitted.class))
                .containsExactly(new AgentEvent.PromptSubmitted(new UserPrompt(3, "third")));
    }

    @Test
    void a_paused_answer_goes_on_before_the_model_hears_of_anything_else() throws Exception {
        var half = new Message.Assistant(List.of(new Block.Text("half")));
        var past = new Past(
                new Past.Said("planned-model", "The old system prompt.", OLD_TOOLS, List.of(ASKED, half)),
                Optional.empty(),
                List.of(),
                Set.of(),
                1,
                true);
        bench.tasks().start(Command.shell("true").withCwd(folder));
        bench.awaitNotice();
        model.says("the rest").says("I see");

        assertThat(bench.agent(model, past).runToEnd(LONG)).isEqualTo(new TurnEnd.Completed("I see"));
        assertThat(model.prompts().getFirst().messages()).containsExactly(ASKED, half);
        assertThat(model.prompts().getLast().messages().getLast().content())
                .singleElement()
                .isInstanceOf(Block.Notice.class);
    }

    @Test
    void an_agent_whose_past_owes_nothing_waits() throws Exception {
        var over = new Message.Assistant(List.of(new Block.Text("done")));
        var past = new Past(
                new Past.Said("planned-model", "The old system prompt.", OLD_TOOLS, List.of(ASKED, over)),
                Optional.empty(),
                List.of(),
                Set.of(),
                1,
                false);

        assertThat(bench.agent(model, past).runToEnd(LONG)).isEqualTo(new TurnEnd.Completed(""));
        assertThat(model.prompts()).isEmpty();
        assertThat(bench.events().all(AgentEvent.Resumed.class))
                .extracting(AgentEvent.Resumed::summary)
                .containsExactly("resumed");
    }

    @Test
    void where_ids_of_calls_repeat_an_open_call_is_answered_by_the_newest_task_that_runs_its_command()
            throws Exception {
        ended("echo old", "c1");
        Task told = ended("echo new", "c1");
        Task task = ended("echo new", "c1");
        Task other = ended("echo another", "c1");
        var call = new Message.Assistant(List.of(new Block.ToolCall("c1", "bash", "{\"command\":\"echo new\"}")));
        var past = new Past(
                new Past.Said("planned-model", "The old system prompt.", OLD_TOOLS, List.of(ASKED, call)),
                Optional.empty(),
                List.of(),
                Set.of(told.id()),
                1,
                true);
        next(past);

        assertThat(model.prompts().getFirst().messages().getLast().content().getFirst())
                .isInstanceOfSatisfying(
                        Block.ToolResult.class,
                        result -> assertThat(result.text())
                                .contains("went on as task " + task.id() + ", and has ended: completed, exit 0")
                                .doesNotContain(other.id().value() + ","));
    }

    private Task ended(String line, String origin) throws InterruptedException {
        Task task = bench.tasks().start(Command.shell(line).withCwd(folder).withOrigin(origin));
        assertThat(task.await(LONG)).isInstanceOf(TaskState.Ended.class);
        return task;
    }

    @Test
    void what_somebody_else_s_session_started_for_an_open_call_is_named_and_not_told() throws Exception {
        Task task = bench.tasks().start(Command.shell("true").withCwd(folder).withOrigin("c1"));
        assertThat(task.await(LONG)).isInstanceOf(TaskState.Ended.class);
        try (var fork = new Bench(folder, "the-fork")) {
            model.says("ok");
            var past = new Past(past("planned-model").said(), Optional.empty(), List.of(), Set.<TaskId>of(), 1, true);
            fork.agent(model, past).runToEnd(LONG);

            assertThat(fork.events().all(AgentEvent.Appended.class).getFirst().told())
                    .isEmpty();
        }
        assertThat(model.prompts().getLast().messages().getLast().content())
                .singleElement()
                .satisfies(block -> assertThat(((Block.ToolResult) block).text())
                        .contains("task " + task.id() + ", which belongs to another session"));
    }

    @Test
    void ends_told_in_what_was_taken_back_wake_nobody_after_a_resume_and_are_told_with_the_next_prompt()
            throws Exception {
        Task task = ended("echo built", "c1");
        var over = new Message.Assistant(List.of(new Block.Text("done")));
        var past = new Past(
                new Past.Said("planned-model", "The old system prompt.", OLD_TOOLS, List.of(ASKED, over)),
                Optional.empty(),
                List.of(),
                Set.of(),
                Set.of(task.id()),
                2,
                false,
                Set.of(),
                CallProgress.UNKNOWN,
                Optional.empty());
        Agent agent = bench.agent(model, past);

        agent.runToEnd(LONG);
        assertThat(model.prompts()).isEmpty();

        bench.inbox().submit("something else");
        next(agent);
        assertThat(model.prompts()).hasSize(1);
        assertThat(bench.events().all(AgentEvent.Appended.class).getFirst().told())
                .containsExactly(task.id());
    }

    @Test
    void what_runs_of_a_part_that_was_taken_back_is_named_once_beside_what_runs_at_all() throws Exception {
        Task task = bench.tasks()
                .start(Command.shell("until [ -e over ]; do sleep 0.05; done")
                        .withCwd(folder)
                        .withOrigin("c9")
                        .withLifetime(Lifetime.PERSISTENT));
        var past = new Past(
                new Past.Said("planned-model", "The old system prompt.", OLD_TOOLS, List.of()),
                Optional.empty(),
                List.of(),
                Set.of(),
                Set.of(),
                2,
                false,
                Set.of(),
                CallProgress.UNKNOWN,
                Optional.of(new Past.Removed(List.of(new Block.ToolCall("c9", "bash", "{}")), Set.of())));
        Agent agent = bench.agent(model, past);
        bench.inbox().submit("something else");
        next(agent);
        Files.createFile(folder.resolve("over"));
        assertThat(task.await(LONG)).isInstanceOf(TaskState.Ended.class);

        assertThat(model.prompts().getLast().messages().getLast().content().getFirst())
                .isInstanceOfSatisfying(
                        Block.Notice.class,
                        notice -> assertThat(notice.text())
                                .contains("Still running from it: " + task.id())
                                .containsOnlyOnce("[bg:" + task.id() + "] running: "));
    }

    private void next(Agent agent) throws InterruptedException {
        model.says("ok");
        assertThat(agent.runToEnd(LONG)).isEqualTo(new TurnEnd.Completed("ok"));
    }
}
