package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Output;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedTest {
    @TempDir
    Path folder;

    @Test
    void a_stop_that_fails_is_not_told_as_one_that_goes_on() {
        try (var tasks = Tasks.open(folder)) {
            var task = tasks.start(Command.shell("exec sleep 300"));

            String text = new Interrupted(new Unstoppable(task)).outcome("").text();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(text)
                    .isEqualTo("The user interrupted the command. " + task.id()
                            + " could NOT be stopped and may still be running: no descriptors left."
                            + " Call stop_background, or tell the user.\nIt had printed nothing.");
        }
    }

    /** A task on a machine that is too short of something to stop it. */
    private record Unstoppable(Task task) implements Task {
        @Override
        public StopResult stop(Cause.Requester by) {
            throw new TaskException("no descriptors left");
        }

        @Override
        public TaskId id() {
            return task.id();
        }

        @Override
        public Command command() {
            return task.command();
        }

        @Override
        public String session() {
            return task.session();
        }

        @Override
        public Lifetime lifetime() {
            return task.lifetime();
        }

        @Override
        public boolean attended() {
            return task.attended();
        }

        @Override
        public void keep() throws InterruptedException {
            task.keep();
        }

        @Override
        public Instant startedAt() {
            return task.startedAt();
        }

        @Override
        public TaskState state() {
            return task.state();
        }

        @Override
        public Output output() {
            return task.output();
        }

        @Override
        public Path folder() {
            return task.folder();
        }

        @Override
        public TaskState await(Duration limit) throws InterruptedException {
            return task.await(limit);
        }

        @Override
        public List<Leftover> leftovers() {
            return task.leftovers();
        }
    }
}
