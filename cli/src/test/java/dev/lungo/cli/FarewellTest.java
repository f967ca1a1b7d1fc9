package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskState;
import dev.lungo.terminal.testing.PlannedTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class FarewellTest {
    private static final PlannedTask TASK = PlannedTask.of("b7", "serve", new TaskState.Running());

    @Test
    void a_stop_that_could_not_look_is_said_to_be_in_doubt() throws InterruptedException {
        Task blind = TASK.stopping(() -> {
            throw new TaskException("out of descriptors");
        });

        assertThat(Farewell.stopAll(List.of(blind, TASK), LungoProcess.LIMIT))
                .containsExactly(
                        "task b7 was told to stop; whether all of it is gone is not verified:" + " out of descriptors");
    }

    @Test
    void a_stop_that_does_not_come_back_holds_up_nobody_and_the_others_are_known() throws InterruptedException {
        var never = new CountDownLatch(1);
        Task hanging = TASK.stopping(() -> {
            await(never);
            return new StopResult.Stopped();
        });

        assertThat(Farewell.stopAll(List.of(hanging), Duration.ofMillis(100)))
                .containsExactly(
                        "task b7 was told to stop; whether all of it is gone is not verified: the stop takes more"
                                + " than 0.1 s");
        assertThat(Farewell.within(() -> await(never), Duration.ofMillis(100))).isFalse();
        never.countDown();
    }

    @Test
    void the_command_line_of_a_survivor_cannot_steer_the_terminal() {
        var survived = new StopResult.Survived(List.of(new Leftover(42, "sh -c \033]0;x\007a\nb")));

        assertThat(Farewell.doubt(TASK, survived))
                .hasValue("task b7 was told to stop, but these processes live on: 42 (sh -c a⏎b)");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
