package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TypingGuardTest {
    private long now;
    private final TypingGuard guard = new TypingGuard(() -> now);

    @Test
    void a_key_right_after_the_question_was_not_meant_for_it() {
        guard.asked();
        later(400);
        assertThat(guard.typed()).isFalse();
    }

    @Test
    void a_key_in_the_middle_of_typing_was_not_meant_for_it() {
        guard.asked();
        later(400);
        guard.typed();
        later(400);
        assertThat(guard.typed()).isFalse();
    }

    @Test
    void a_key_after_a_pause_is_an_answer() {
        guard.asked();
        later(600);
        assertThat(guard.typed()).isTrue();
    }

    @Test
    void another_question_takes_the_focus_back() {
        guard.toggleFocus();
        assertThat(guard.isFocused()).isTrue();
        guard.asked();
        assertThat(guard.isFocused()).isFalse();
    }

    private void later(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
