package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeepRuleTest {
    private static final long KIB = 1024;
    private static final Output.Freed NOTHING = Output.Freed.NOTHING;

    private final KeepRule rule = KeepRule.within(1024 * KIB);

    @Test
    void nothing_goes_up_to_half_of_the_allowance() {
        assertThat(rule.next(512 * KIB, NOTHING)).isEqualTo(NOTHING);
    }

    @Test
    void beyond_that_an_eighth_stays_in_front_and_a_quarter_behind_in_whole_units() {
        assertThat(rule.next(513 * KIB, NOTHING)).isEqualTo(new Output.Freed(128 * KIB, 256 * KIB));
        assertThat(rule.next(639 * KIB, NOTHING)).isEqualTo(new Output.Freed(128 * KIB, 320 * KIB));
    }

    @Test
    void the_range_grows_when_what_is_kept_passes_the_limit_again() {
        var first = new Output.Freed(128 * KIB, 256 * KIB);

        assertThat(rule.next(640 * KIB, first)).isEqualTo(first);
        assertThat(rule.next(641 * KIB, first)).isEqualTo(new Output.Freed(128 * KIB, 384 * KIB));
    }

    @Test
    void what_a_squeeze_freed_stays_free() {
        var large = KeepRule.within(256 << 20);
        var squeezed = KeepRule.SQUEEZED.next(100 << 20, NOTHING);
        assertThat(squeezed).isEqualTo(new Output.Freed(256 * KIB, 99 << 20));

        assertThat(large.next(100 << 20, squeezed)).isEqualTo(squeezed);
        assertThat(large.next(300 << 20, squeezed)).isEqualTo(new Output.Freed(256 * KIB, 236 << 20));
        assertThat(KeepRule.SQUEEZED.next(300 << 20, new Output.Freed(32 << 20, 236 << 20)))
                .isEqualTo(new Output.Freed(256 * KIB, 299 << 20));
    }

    @Test
    void whatever_the_allowance_no_range_is_turned_around() {
        for (var allowance = 1024 * KIB; allowance < 4096 * KIB; allowance += 7919) {
            var odd = KeepRule.within(allowance);
            var freed = odd.next(odd.limit() + 1, NOTHING);
            assertThat(freed.length()).as("allowance %d", allowance).isPositive();
            assertThat(odd.next(odd.limit() + 1, freed)).isEqualTo(freed);
        }
    }
}
