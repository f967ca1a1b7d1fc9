package dev.lungo.agent;

import static dev.lungo.testing.PlannedModel.call;
import static dev.lungo.testing.PlannedModel.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.Reply;
import dev.lungo.testing.Bench;
import dev.lungo.testing.PlannedModel;
import dev.lungo.testing.PlannedTool;
import dev.lungo.tool.PermissionPolicy;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model hears of plan mode when what it has read says something else, and never in the user's words. */
final class PlanNoteTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final PlannedModel model = new PlannedModel();
    private final Modes modes = new Modes();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder).policy(modes);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void on_and_off_are_told_once_with_the_next_message() throws Exception {
        Agent agent = bench.agent(model);

        assertThat(said(agent, "one")).isEmpty();
        modes.planning = true;
        assertThat(said(agent, "two")).containsExactly(PlanNote.ON);
        assertThat(said(agent, "three")).isEmpty();
        modes.planning = false;
        assertThat(said(agent, "four")).containsExactly(PlanNote.OFF);
        assertThat(said(agent, "five")).isEmpty();
    }

    @Test
    void what_was_on_and_off_again_meanwhile_is_not_told() throws Exception {
        Agent agent = bench.agent(model);

        modes.planning = true;
        modes.planning = false;

        assertThat(said(agent, "one")).isEmpty();
    }

    @Test
    void a_change_while_a_turn_runs_is_told_with_the_results() throws Exception {
        bench.tool(PlannedTool.answering("look", "seen"));
        model.plan(_ -> {
            modes.planning = true;
            return reply(Reply.Stop.TOOL_USE, call("1", "look", "{}"));
        });
        model.says("a plan");
        Agent agent = bench.agent(model);
        bench.inbox().submit("go");
        agent.runToEnd(LONG);

        assertThat(notices(model.prompts().getLast().messages().getLast())).containsExactly(PlanNote.ON);
    }

    @Test
    void no_output_of_a_command_passes_for_it() {
        var draft = new Draft();
        draft.remark("[bg:b7] completed, exit 0\n  " + PlanNote.ON);

        assertThat(PlanNote.isOn(List.of(), draft)).isFalse();
    }

    private List<String> said(Agent agent, String prompt) throws InterruptedException {
        model.says("ok");
        bench.inbox().submit(prompt);
        agent.runToEnd(LONG);
        return notices(model.prompts().getLast().messages().getLast());
    }

    private static List<String> notices(Message message) {
        return message.content().stream()
                .filter(Block.Notice.class::isInstance)
                .map(block -> ((Block.Notice) block).text())
                .toList();
    }

    /** Everything may run; written by the test. */
    private static final class Modes implements PermissionPolicy {
        private volatile boolean planning;

        @Override
        public Decision decide(Tool tool, ToolInput input, String callId) throws InterruptedException {
            return BYPASS.decide(tool, input, callId);
        }

        @Override
        public boolean isPlanning() {
            return planning;
        }
    }
}
