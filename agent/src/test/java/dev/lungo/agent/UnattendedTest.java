package dev.lungo.agent;

import static dev.lungo.testing.PlannedModel.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.model.Block;
import dev.lungo.model.ModelException;
import dev.lungo.model.Reply;
import dev.lungo.model.Reply.Stop;
import dev.lungo.testing.Bench;
import dev.lungo.testing.PlannedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corners of a run without a person, where ends, time limits and failures meet; docs/proof.md says where they come from. */
class UnattendedTest {
    private static final Duration LONG = Duration.ofMinutes(1);

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

    /** A command that ends no sooner than this file is there: its end cannot be told before. */
    private static Block.ToolCall until(String id, String file) {
        return background(id, "until [ -e " + file + " ]; do sleep 0.02; done");
    }

    private static Block.ToolCall background(String id, String command) {
        return call(id, "background", "{\"command\":\"" + command + "\"}");
    }

    @Test
    void a_task_that_is_started_in_a_turn_of_a_notice_is_waited_for_as_well() throws Exception {
        model.calls(until("1", "first"))
                .plan(_ -> endAfter("first started", "first"))
                .calls(until("2", "second"))
                .plan(_ -> endAfter("second started", "second"))
                .says("both ended");

        bench.inbox().submit("go");

        assertThat(bench.agent(model).runToEnd(LONG)).isEqualTo(new TurnEnd.Completed("both ended"));
        assertThat(notices()).isEqualTo(2);
    }

    @Test
    void an_end_is_told_while_another_task_still_runs() throws Exception {
        model.calls(until("1", "first"), until("2", "second"))
                .plan(_ -> endAfter("started", "first"))
                .plan(_ -> endAfter("one ended", "second"))
                .says("both ended");

        bench.inbox().submit("go");

        assertThat(bench.agent(model).runToEnd(LONG)).isEqualTo(new TurnEnd.Completed("both ended"));
        assertThat(notices()).isEqualTo(2);
    }

    @Test
    void an_end_that_is_there_when_the_time_is_up_is_told_and_not_called_running() throws Exception {
        model.calls(background("1", "true")).plan(_ -> {
            bench.awaitNotice();
            return PlannedModel.reply(Stop.END_TURN, new Block.Text("started"));
        });
        model.says("it ended");

        bench.inbox().submit("go");

        assertThat(bench.agent(model).runToEnd(Duration.ZERO)).isEqualTo(new TurnEnd.Completed("it ended"));
        assertThat(notices()).isEqualTo(1);
        assertThat(bench.events().all(AgentEvent.Said.class)).isEmpty();
    }

    @Test
    void a_notice_whose_turn_fails_is_told_with_the_next_prompt_and_the_run_says_that_it_failed() throws Exception {
        model.calls(until("1", "first")).plan(_ -> endAfter("started", "first")).plan(_ -> {
            throw new ModelException(ModelException.Kind.CONNECTION, "the line is dead");
        });
        model.says("now I know");
        Agent agent = bench.agent(model);
        bench.inbox().submit("go");

        assertThat(agent.runToEnd(LONG)).isEqualTo(new TurnEnd.Failed("the line is dead"));

        bench.inbox().submit("and now?");
        assertThat(agent.runToEnd(LONG)).isEqualTo(new TurnEnd.Completed("now I know"));
        assertThat(notices()).isEqualTo(1);
    }

    /** How many ends the last prompt tells by notices, in all its messages. */
    private long notices() {
        return model.prompts().getLast().messages().stream()
                .flatMap(message -> message.content().stream())
                .filter(Block.Notice.class::isInstance)
                .flatMap(block -> ((Block.Notice) block).text().lines())
                .filter(line -> line.startsWith("[bg:"))
                .count();
    }

    /** Lets a command {@link #until} this file end, in an answer that ends the turn: its end comes in a turn of its own. */
    private Reply endAfter(String text, String file) {
        try {
            Files.createFile(folder.resolve(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return PlannedModel.reply(Stop.END_TURN, new Block.Text(text));
    }
}
