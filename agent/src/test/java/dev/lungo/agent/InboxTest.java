package dev.lungo.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.tasks.Command;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.testing.Bench;
import dev.lungo.testing.ToldTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to an end on its way to the model. */
class InboxTest {
    private static final Duration NOW = Duration.ZERO;

    @TempDir
    Path folder;

    private final Inbox inbox = new Inbox();

    /** Ends of real tasks, told to the inbox by the test and in the test's own order. */
    private interface Ended {
        void with(Task task, TaskState.End end) throws Exception;
    }

    private void ended(Ended test) throws Exception {
        try (var bench = new Bench(folder)) {
            Task task = bench.tasks().start(Command.shell("exit 3").withCwd(folder));
            test.with(task, (TaskState.End) task.await(Duration.ofMinutes(1)));
        }
    }

    @Test
    void an_end_is_a_notice_that_wakes() throws Exception {
        ended((task, end) -> {
            inbox.ended(task, end);

            assertThat(inbox.await(true, 0, NOW)).isEqualTo(new Arrival.Wake());
            assertThat(inbox.hasTold(task.id())).isFalse();
            assertThat(inbox.drain()).containsExactly(new Notice(task, end));
            assertThat(inbox.hasTold(task.id())).isTrue();
            assertThat(inbox.await(true, 0, NOW)).isEqualTo(new Arrival.TimedOut());
        });
    }

    @Test
    void ends_that_come_together_are_gathered_and_a_lone_one_waits_for_nobody() throws Exception {
        ended((task, end) -> {
            inbox.ended(task, end);
            inbox.gather(Duration.ofDays(1), _ -> false); // returns, for nothing else runs

            Thread later = Thread.ofVirtual().unstarted(() -> inbox.ended(new ToldTask(Command.shell("true")), end));
            inbox.gather(Duration.ofDays(1), waiting -> {
                if (later.getState() == Thread.State.NEW) {
                    later.start();
                }
                return waiting.size() < 2;
            });
            assertThat(inbox.drain()).hasSize(2);
        });
    }

    @Test
    void a_remark_wakes_nobody_and_is_taken_out_once() throws Exception {
        inbox.remark("a task is yours");

        assertThat(now()).isEqualTo(new Arrival.TimedOut());
        assertThat(inbox.remarks()).containsExactly("a task is yours");
        assertThat(inbox.remarks()).isEmpty();
    }

    @Test
    void an_end_that_a_result_told_before_the_engine_reports_it_wakes_nobody() throws Exception {
        ended((task, end) -> {
            inbox.forget(List.of(task.id()));
            inbox.ended(task, end);

            assertThat(inbox.await(true, 0, NOW)).isEqualTo(new Arrival.TimedOut());
            assertThat(inbox.drain()).isEmpty();
        });
    }

    @Test
    void the_view_hears_of_an_end_before_it_can_wake_the_agent() throws Exception {
        ended((task, end) -> {
            var whenSeen = new ArrayList<Arrival>();
            inbox.witness(_ -> whenSeen.add(now()));
            inbox.ended(task, end);

            assertThat(whenSeen).containsExactly(new Arrival.TimedOut());
            assertThat(now()).isEqualTo(new Arrival.Wake());
        });
    }

    @Test
    void a_view_that_fails_loses_no_notice() throws Exception {
        ended((task, end) -> {
            inbox.witness(_ -> {
                throw new IllegalStateException("a broken view");
            });
            try {
                inbox.ended(task, end);
            } catch (IllegalStateException broken) {
                assertThat(broken).hasMessage("a broken view");
            }
            assertThat(inbox.drain()).containsExactly(new Notice(task, end));
        });
    }

    @Test
    void what_the_user_typed_comes_before_notices() throws Exception {
        ended((task, end) -> {
            inbox.ended(task, end);
            inbox.submit("first me");

            assertThat(now()).isEqualTo(new Arrival.Prompt(new UserPrompt(1, "first me")));
            assertThat(now()).isEqualTo(new Arrival.Wake());
        });
    }

    @Test
    void where_nothing_may_wake_a_notice_is_only_news() throws Exception {
        ended((task, end) -> {
            inbox.ended(task, end);

            assertThat(inbox.await(false, 0, NOW)).isEqualTo(new Arrival.Quiet());
            assertThat(inbox.await(false, 1, NOW)).isEqualTo(new Arrival.TimedOut());
        });
    }

    private Arrival now() {
        try {
            return inbox.await(true, 0, NOW);
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void a_prompt_that_cannot_be_written_down_is_not_accepted() {
        var inbox = new Inbox();
        var failure = new RecordException("the disk is full", new IOException("full"));
        inbox.scribe(
                _ -> {
                    throw failure;
                },
                4);
        assertThatThrownBy(() -> inbox.submit("lost?")).isSameAs(failure);
        assertThat(inbox.hasPrompt()).isFalse();

        var written = new ArrayList<UserPrompt>();
        inbox.scribe(written::add, 4);
        inbox.submit("kept");
        assertThat(written).containsExactly(new UserPrompt(6, "kept"));
        assertThat(inbox.hasPrompt()).isTrue();
    }
}
