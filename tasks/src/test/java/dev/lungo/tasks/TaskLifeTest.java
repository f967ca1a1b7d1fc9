package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskLifeTest {
    @TempDir
    Path folder;

    @Test
    void a_task_ends_with_its_exit_code_and_all_of_its_output() throws Exception {
        try (var tasks = Tasks.open(folder)) {
            var task = tasks.start(Command.shell("grep SigIgn /proc/self/status; exit 3"));

            var state = task.await(Duration.ofSeconds(60));

            assertThat(state)
                    .isInstanceOfSatisfying(
                            TaskState.Ended.class,
                            ended -> assertThat(ended.exit()).isEqualTo(new Exit.Code(3)));
            assertThat(new String(task.output().tail(1000).bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("SigIgn:\t0000000000000000\n");
        }
    }
}
