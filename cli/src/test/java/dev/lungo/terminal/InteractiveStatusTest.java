package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.agent.AgentEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class InteractiveStatusTest {
    private final AtomicLong now = new AtomicLong();
    private final InteractiveStatus status = new InteractiveStatus(_ -> 0, now::get);

    @Test
    void the_time_that_a_person_takes_to_answer_is_not_the_turns() {
        status.on(new AgentEvent.TurnStarted(AgentEvent.Origin.USER));
        pass(Duration.ofSeconds(3));
        status.asking(true);
        pass(Duration.ofSeconds(40));
        assertThat(status.line().plain()).startsWith("· starting 3 s");
        status.asking(false);
        status.on(new AgentEvent.RequestStarting(2));
        pass(Duration.ofSeconds(2));
        assertThat(status.line().plain()).startsWith("· waiting for the model 5 s");

        status.on(new AgentEvent.TurnStarted(AgentEvent.Origin.USER));
        pass(Duration.ofSeconds(1));
        assertThat(status.line().plain()).startsWith("· starting 1 s");
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
