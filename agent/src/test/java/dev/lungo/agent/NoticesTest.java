package dev.lungo.agent;

import static dev.lungo.testing.PlannedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.Prompt;
import dev.lungo.model.Prompt.Effort;
import dev.lungo.model.Reply.Stop;
import dev.lungo.tasks.Cause.Requester;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.testing.Bench;
import dev.lungo.testing.PlannedModel;
import dev.lungo.testing.PlannedTool;
import dev.lungo.tool.Tool.Access;
import dev.lungo.tool.ToolOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every end of a background task reaches the model exactly once, at the next request or by waking the agent. */
class NoticesTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Pattern LINE = Pattern.compile("(?m)^\\[bg:(\\w+)] ");

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

    private static Block.ToolCall background(String id, String command) {
        return call(id, "background", "{\"command\":\"" + command + "\"}");
    }

    /** A background command that ends once the file {@code go} is there. */
    private static Block.ToolCall untilGo(String id) {
        return background(id, "until [ -e go ]; do sleep 0.02; done");
    }

    /** Ids that the notices of a message tell, in order. */
    private static List<String> told(Message message) {
        return message.content().stream()
                .filter(Block.Notice.class::isInstance)
                .flatMap(block -> LINE.matcher(((Block.Notice) block).text()).results())
                .map(match -> match.group(1))
                .toList();
    }

    private static long toldInAll(Prompt last) {
        return last.messages().stream()
                .mapToLong(message -> told(message).size())
                .sum();
    }

    @Test
    void an_end_in_the_middle_of_a_turn_follows_the_results_of_the_next_request() throws Exception {
        bench.tool(new PlannedTool("until_ended", Access.READ, (_, _) -> {
            touch(folder.resolve("go"));
            bench.awaitNotice();
            return ToolOutcome.ok("seen");
        }));
        model.calls(background("1", "until [ -e go ]; do sleep 0.02; done; echo built; exit 3"))
                .calls(call("2", "until_ended", "{}"))
                .says("failed, I see");

        bench.inbox().submit("build");
        assertThat(bench.agent(model).runToEnd(LONG)).isEqualTo(new TurnEnd.Completed("failed, I see"));

        Prompt last = model.prompts().getLast();
        List<Block> content = last.messages().getLast().content();
        assertThat(content).hasSize(2);
        assertThat(content.get(0)).isEqualTo(new Block.ToolResult("2", "seen", false));
        assertThat(((Block.Notice) content.get(1)).text())
                .startsWith("<background-results>\n")
                .contains("not from the user")
                .containsPattern("\\[bg:\\w+] failed, exit 3, after .* s: until .*; echo built; exit 3")
                .contains("built")
                .endsWith("</background-results>");
        assertThat(toldInAll(last)).isEqualTo(1);
    }

    @Test
    void an_end_while_the_agent_is_idle_wakes_it() throws Exception {
        Path go = folder.resolve("go");
        Agent agent = bench.agent(model);
        model.calls(background("1", "until [ -e go ]; do sleep 0.02; done; echo went"))
                .says("started")
                .says("it went");
        Thread owner = Thread.ofVirtual().start(() -> runUntilLeft(agent));
        bench.inbox().submit("start it");
        bench.events().await(AgentEvent.TurnEnded.class, 1);

        Files.createFile(go);
        assertThat(bench.events().await(AgentEvent.TurnEnded.class, 2).end())
                .isEqualTo(new TurnEnd.Completed("it went"));
        agent.leave();
        owner.join();

        Message wake = model.prompts().getLast().messages().getLast();
        assertThat(wake.content()).hasSize(1);
        assertThat(told(wake)).hasSize(1);
        assertThat(((Block.Notice) wake.content().getFirst()).placement()).isEqualTo(Block.Placement.REMINDER);
        assertThat(bench.events().all(AgentEvent.TurnStarted.class))
                .containsExactly(
                        new AgentEvent.TurnStarted(AgentEvent.Origin.USER),
                        new AgentEvent.TurnStarted(AgentEvent.Origin.NOTICE));
    }

    @Test
    void an_end_exactly_at_the_end_of_a_turn_is_not_lost() throws Exception {
        model.calls(untilGo("1"))
                .plan(_ -> {
                    touch(folder.resolve("go"));
                    bench.awaitNotice();
                    return PlannedModel.reply(Stop.END_TURN, new Block.Text("bye"));
                })
                .says("and it ended");

        bench.inbox().submit("go");
        assertThat(bench.agent(model).runToEnd(LONG)).isEqualTo(new TurnEnd.Completed("and it ended"));
        assertThat(toldInAll(model.prompts().getLast())).isEqualTo(1);
    }

    @Test
    void a_headless_run_goes_on_until_every_task_is_told() throws Exception {
        model.calls(background("1", "sleep 0.3"), background("2", "sleep 0.6"))
                .says("waiting")
                .says("first")
                .says("second");
        bench.inbox().submit("go");
        bench.agent(model).runToEnd(LONG);

        assertThat(toldInAll(model.prompts().getLast())).isEqualTo(2);
    }

    @Test
    void two_hundred_ends_are_told_once_each_in_few_requests() throws Exception {
        bench.tool(new PlannedTool("many", Access.READ, (_, context) -> {
            for (int i = 0; i < 200; i++) {
                context.started(bench.tasks()
                        .start(Command.shell("until [ -e go ]; do sleep 0.05; done")
                                .withCwd(folder)));
            }
            return ToolOutcome.ok("started");
        }));
        model.calls(call("1", "many", "{}")).plan(_ -> {
            touch(folder.resolve("go"));
            return PlannedModel.reply(Stop.END_TURN, new Block.Text("waiting"));
        });
        for (int i = 0; i < 200; i++) {
            model.says("more");
        }
        bench.inbox().submit("go");
        bench.agent(model).runToEnd(Duration.ofMinutes(3));

        List<String> all = model.prompts().getLast().messages().stream()
                .flatMap(message -> told(message).stream())
                .toList();
        assertThat(all).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void an_end_that_a_result_has_told_is_not_repeated() throws Exception {
        bench.tool(new PlannedTool("wait", Access.READ, (_, _) -> {
            Task task = bench.tasks().list().getFirst();
            touch(folder.resolve("go"));
            bench.awaitNotice();
            return ToolOutcome.ok("it ended", List.of(task.id()));
        }));
        model.calls(untilGo("1")).calls(call("2", "wait", "{}")).says("done");

        bench.inbox().submit("go");
        assertThat(bench.agent(model).runToEnd(LONG)).isEqualTo(new TurnEnd.Completed("done"));

        assertThat(toldInAll(model.prompts().getLast())).isZero();
        TaskId id = bench.tasks().list().getFirst().id();
        assertThat(bench.events().all(AgentEvent.Appended.class).stream().flatMap(appended -> appended.told().stream()))
                .containsExactly(id);
    }

    @Test
    void a_notice_survives_an_interrupt_and_is_told_once() throws Exception {
        Agent agent = bench.agent(model);
        model.calls(untilGo("1"))
                .plan(_ -> {
                    touch(folder.resolve("go"));
                    return PlannedModel.reply(Stop.END_TURN, new Block.Text("started"));
                })
                .plan(_ -> {
                    agent.interrupt();
                    new CountDownLatch(1).await();
                    throw new AssertionError("not interrupted");
                })
                .says("now I know");
        bench.inbox().submit("go");
        assertThat(agent.runToEnd(LONG)).isEqualTo(new TurnEnd.Interrupted());
        bench.inbox().submit("well?");
        assertThat(agent.runToEnd(LONG)).isEqualTo(new TurnEnd.Completed("now I know"));

        assertThat(toldInAll(model.prompts().getLast())).isEqualTo(1);
    }

    @Test
    void after_an_interrupt_an_end_waits_for_the_users_next_words() throws Exception {
        Agent agent = bench.agent(model);
        model.calls(untilGo("1"))
                .plan(_ -> {
                    agent.interrupt();
                    new CountDownLatch(1).await();
                    throw new AssertionError("not interrupted");
                })
                .says("I start anew, and it ended");
        Thread owner = Thread.ofVirtual().start(() -> runUntilLeft(agent));
        bench.inbox().submit("rewrite it all");
        bench.events().await(AgentEvent.TurnEnded.class, 1);

        touch(folder.resolve("go"));
        bench.awaitNotice();
        bench.inbox().submit("no, another way");
        bench.events().await(AgentEvent.TurnEnded.class, 2);
        agent.leave();
        owner.join();

        assertThat(bench.events().all(AgentEvent.TurnStarted.class))
                .containsOnly(new AgentEvent.TurnStarted(AgentEvent.Origin.USER));
        assertThat(toldInAll(model.prompts().getLast())).isEqualTo(1);
    }

    @Test
    void an_end_before_the_starting_call_is_done_is_shown_once() throws Exception {
        bench.tool(new PlannedTool("slow_start", Access.READ, (_, context) -> {
            Task task = bench.tasks().start(Command.shell("true").withCwd(folder));
            context.started(task);
            bench.awaitNotice();
            return ToolOutcome.ok("Background task " + task.id() + " started");
        }));
        model.calls(call("1", "slow_start", "{}")).says("ok");
        bench.inbox().submit("go");
        bench.agent(model).runToEnd(LONG);

        assertThat(bench.events().all(AgentEvent.TaskEnded.class)).hasSize(1);
        assertThat(toldInAll(model.prompts().getLast())).isEqualTo(1);
    }

    @Test
    void an_end_that_the_starting_call_tells_is_not_shown_besides() throws Exception {
        bench.tool(new PlannedTool("foreground", Access.READ, (_, context) -> {
            Task task = bench.tasks().start(Command.shell("true").withCwd(folder));
            context.started(task);
            task.await(LONG);
            return ToolOutcome.ok("done", List.of(task.id()));
        }));
        for (int i = 0; i < 20; i++) {
            model.calls(call("c" + i, "foreground", "{}"));
        }
        model.says("ok");
        bench.inbox().submit("go");
        bench.agent(model).runToEnd(LONG);
        for (int i = 0; i < 20; i++) {
            bench.awaitNotice(); // the engine may report an end after the call told it
        }

        assertThat(bench.events().all(AgentEvent.TaskEnded.class)).isEmpty();
        assertThat(model.prompts()).hasSize(21);
        assertThat(toldInAll(model.prompts().getLast())).isZero();
    }

    @Test
    void a_stop_that_somebody_asked_for_wakes_nobody_and_is_told_with_the_next_prompt() throws Exception {
        Agent agent = bench.agent(model);
        model.calls(background("1", "sleep 1000")).says("started");
        bench.inbox().submit("go");
        Thread owner = Thread.ofVirtual().start(() -> runUntilLeft(agent));
        bench.events().await(AgentEvent.TurnEnded.class, 1);

        bench.tasks().list().getFirst().stop(Requester.USER);
        bench.awaitNotice();
        model.says("I see it was stopped");
        bench.inbox().submit("and?");
        bench.events().await(AgentEvent.TurnEnded.class, 2);
        agent.leave();
        owner.join();

        assertThat(model.prompts()).hasSize(3);
        assertThat(told(model.prompts().getLast().messages().getLast())).hasSize(1);
    }

    @Test
    void turns_that_nobody_asked_for_are_limited_and_the_last_one_tells_the_rest() throws Exception {
        bench.terms(new Agent.Terms(100, 2, 0, Effort.DEFAULT, Optional.empty()));
        for (int i = 0; i < 10; i++) {
            Path go = folder.resolve("go" + i);
            // Each ends when its turn's answer is under way: its end belongs to a turn of its own.
            model.calls(background("c" + i, "until [ -e " + go.getFileName() + " ]; do sleep 0.02; done"))
                    .plan(_ -> {
                        touch(go);
                        return PlannedModel.reply(Stop.END_TURN, new Block.Text("again"));
                    });
        }
        bench.inbox().submit("go");
        bench.agent(model).runToEnd(LONG);

        assertThat(bench.events().all(AgentEvent.TurnStarted.class))
                .filteredOn(turn -> turn.origin() == AgentEvent.Origin.NOTICE)
                .hasSize(3); // two at once, and one last turn that tells the rest
    }

    @Test
    void when_the_time_to_wait_is_up_the_model_has_one_last_turn() throws Exception {
        model.calls(background("1", "sleep 1000")).says("waiting").says("the server still runs");

        bench.inbox().submit("go");
        assertThat(bench.agent(model).runToEnd(Duration.ofMillis(200)))
                .isEqualTo(new TurnEnd.Completed("the server still runs"));
        assertThat(((Block.Notice) model.prompts()
                                .getLast()
                                .messages()
                                .getLast()
                                .content()
                                .getFirst())
                        .text())
                .contains("still run, and are stopped when this run of Lungo ends")
                .contains("sleep 1000");
        assertThat(bench.tasks().list().getFirst().state()).isEqualTo(new TaskState.Running());
    }

    private static void runUntilLeft(Agent agent) {
        try {
            agent.run();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static void touch(Path file) {
        try {
            Files.createFile(file);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
