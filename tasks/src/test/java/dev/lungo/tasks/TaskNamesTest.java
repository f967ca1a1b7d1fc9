package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ids are short as long as they can be, and never run out. */
class TaskNamesTest {
    private final TaskNames names = new TaskNames(new Random(1));

    @Test
    void the_first_proposals_are_two_characters_long() {
        for (var n = 0; n < 4; n++) {
            assertThat(names.propose(n).value()).hasSize(2);
        }
    }

    @Test
    void after_misses_they_grow_up_to_what_an_id_may_be() {
        assertThat(names.propose(16).value()).hasSize(6);
        assertThat(names.propose(40).value()).hasSize(12);
        assertThat(names.propose(199).value()).hasSize(12);
    }
}
