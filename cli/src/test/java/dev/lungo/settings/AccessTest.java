package dev.lungo.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose files are believed, for user 1000 of group 1000. */
final class AccessTest {
    private static final User ME = new User(1000, 1000, true);

    @ParameterizedTest
    @CsvSource(textBlock = """
            1000,  1000, 0644, false, false, false
            0,     0,    0644, false, false, false
            65534, 0,    0644, true,  false, false
            1001,  1000, 0644, true,  false, false
            1000,  1000, 0664, false, false, false
            1000,  1001, 0664, false, true,  true
            1000,  1001, 0646, false, true,  true
            0,     0,    1777, false, true,  false
            """)
    void it_is_the_users_or_roots_and_nobody_elses_to_write(
            int owner, int group, String mode, boolean foreign, boolean open, boolean letsReplace) {
        var access = new Access(owner, group, Integer.parseInt(mode, 8));

        assertThat(access.isForeign(ME)).isEqualTo(foreign);
        assertThat(access.isOpen(ME)).isEqualTo(open);
        assertThat(access.letsReplace(ME)).isEqualTo(letsReplace);
        assertThat(access.octal()).isEqualTo(mode);
    }

    @Test
    void in_a_namespace_that_shows_others_as_nobody_root_may_be_behind_that_name() {
        assertThat(new Access(65534, 0, 0644).isForeign(new User(1000, 1000, false)))
                .isFalse();
    }
}
