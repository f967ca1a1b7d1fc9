package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskState;
import dev.lungo.terminal.testing.PlannedTask;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FarewellTest {
    private static final PlannedTask TASK = PlannedTask.of("b7", "serve", new TaskState.Running());

    @Test
    void a_stop_that_could_not_look_is_said_to_be_in_doubt() throws InterruptedException {
        Task blind = TASK.stopping(() -> {
            throw new TaskException("out of descriptors");
        });

        assertThat(Farewell.stopAll(List.of(blind, TASK)))
                .containsExactly(
                        "task b7 was told to stop; whether all of it is gone is not verified:" + " out of descriptors");
    }

    @Test
    void the_command_line_of_a_survivor_cannot_steer_the_terminal() {
        var survived = new StopResult.Survived(List.of(new Leftover(42, "sh -c \033]0;x\007a\nb")));

        assertThat(Farewell.doubt(TASK, survived))
                .hasValue("task b7 was told to stop, but these processes live on: 42 (sh -c a⏎b)");
    }
}
