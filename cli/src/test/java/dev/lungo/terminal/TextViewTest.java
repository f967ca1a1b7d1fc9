package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.TurnEnd;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.Reply;
import dev.lungo.model.Usage;
import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Exit;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.TaskState;
import dev.lungo.terminal.RunEnd.Outcome;
import dev.lungo.terminal.testing.PlannedTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TextViewTest {
    private static final Block.ToolCall CALL = new Block.ToolCall("t1", "bash", "{}");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final TextView view = new TextView(new Sink(out, () -> {}), new Sink(err, () -> {}), false);

    @Test
    void what_the_model_says_on_the_way_is_activity_and_what_it_says_last_the_answer() {
        view.on(new AgentEvent.TurnStarted(AgentEvent.Origin.USER));
        view.on(replied(new Block.Text("I look.\n"), CALL));
        view.on(new AgentEvent.CallStarting(CALL, "ls"));
        view.on(new AgentEvent.CallFinished(CALL, new Block.ToolResult("t1", "a", false), Duration.ZERO));
        view.on(replied(new Block.Text("Started; I wait.")));
        view.on(new AgentEvent.TurnEnded(new TurnEnd.Completed("Started; I wait.")));
        view.on(new AgentEvent.TurnStarted(AgentEvent.Origin.NOTICE));
        view.on(replied(new Block.Text("All\ndone.")));
        view.on(new AgentEvent.TurnEnded(new TurnEnd.Completed("All\ndone.")));
        view.finished(end(Outcome.SUCCESS, "All\ndone."));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("All\ndone.\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("""
                I look.
                ● bash(ls)
                  ⎿ a
                Started; I wait.
                """);
    }

    @Test
    void what_an_ended_command_left_running_is_shown_below_its_result() {
        var task = PlannedTask.of(
                        "b7",
                        "serve &",
                        new TaskState.Ended(
                                new Exit.Code(0), new Cause.ByItself(), PlannedTask.START, Duration.ofSeconds(1)))
                .leaving(new Leftover(7, "serve"));
        view.on(new AgentEvent.CallStarting(CALL, "serve &"));
        view.on(new AgentEvent.TaskStarted(task, "t1"));
        view.on(new AgentEvent.CallFinished(CALL, new Block.ToolResult("t1", "up", false), Duration.ZERO));

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("● bash(serve &)\n  ⎿ up\n    b7 left running: pid 7 (serve); lungo stop b7 stops that\n");
    }

    @Test
    void a_result_that_announces_lines_does_not_look_like_added_ones() {
        view.on(new AgentEvent.CallStarting(CALL, "x"));
        view.on(new AgentEvent.CallFinished(
                CALL, new Block.ToolResult("t1", "Edited a.txt:\n1\ta\n2\tb", false), Duration.ZERO));
        view.on(new AgentEvent.CallStarting(CALL, "y"));
        view.on(new AgentEvent.CallFinished(CALL, new Block.ToolResult("t1", "a\nb", false), Duration.ZERO));

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("● bash(x)\n  ⎿ Edited a.txt (2 lines not shown)\n● bash(y)\n  ⎿ a (+1 line)\n");
    }

    @Test
    void a_failed_run_leaves_stdout_empty() {
        view.on(replied(new Block.Text("I began.")));
        view.on(new AgentEvent.TurnEnded(new TurnEnd.Failed("401 invalid key")));
        view.finished(end(Outcome.FAILED, "401 invalid key"));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("· 401 invalid key\nI began.\n");
    }

    @Test
    void escape_sequences_do_not_reach_the_terminal() {
        view.on(replied(new Block.Text("\033]0;title\007red \033[31malert"), CALL));
        view.on(new AgentEvent.CallStarting(CALL, "printf '\033[2J'"));

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("red alert").doesNotContain("\033");
    }

    @Test
    void the_answer_cannot_steer_a_terminal_and_reaches_a_file_as_it_is() {
        String answer = "\033]0;title\007red \033[31malert\n\n\tdone";
        var terminal = new Sink(new CleanOutput(out, true), () -> {});
        new TextView(terminal, new Sink(err, () -> {}), false).finished(end(Outcome.SUCCESS, answer));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("red \033[31malert\033[0m\n\n\033[31m    done\033[0m\n");

        out.reset();
        view.finished(end(Outcome.SUCCESS, answer));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(answer + "\n");
    }

    @Test
    void a_reader_that_left_is_told_of_once_and_harms_nothing() {
        var told = new AtomicInteger();
        var gone = new Sink(new Closed(), told::incrementAndGet);
        var closed = new TextView(gone, gone, false);
        closed.on(new AgentEvent.Said("one"));
        closed.on(new AgentEvent.Said("two"));
        closed.finished(end(Outcome.SUCCESS, "three"));

        assertThat(told).hasValue(1);
        assertThat(gone.failure()).hasValueSatisfying(why -> assertThat(why).hasMessage("Broken pipe"));
    }

    private static AgentEvent.Replied replied(Block... content) {
        return new AgentEvent.Replied(new Message.Assistant(List.of(content)), Reply.Stop.END_TURN, Usage.NONE);
    }

    private static RunEnd end(Outcome outcome, String text) {
        return new RunEnd(outcome, text, Duration.ZERO, Usage.NONE, 0);
    }

    private static final class Closed extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
