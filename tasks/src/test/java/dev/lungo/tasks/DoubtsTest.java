package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoubtsTest {
    private static final ProcessStat TERMINAL_SERVER = new ProcessStat(1, "tmux: server", 'S', 1, 1, 1, 0);

    @Test
    void what_is_done_here_gives_no_doubt() {
        assertThat(new Doubts(() -> "make && ./run-tests.sh | tee log").say(false))
                .isEmpty();
    }

    @Test
    void each_program_that_gives_work_away_is_named_once() {
        assertThat(new Doubts(() -> "docker run a; docker run b; ssh host ls").say(true))
                .hasValueSatisfying(why -> assertThat(why)
                        .containsOnlyOnce("'docker'")
                        .containsOnlyOnce("'ssh'")
                        .startsWith("no process of its own is left here, but it ran "));
    }

    @Test
    void another_users_work_is_in_the_control_group_where_there_is_one() {
        assertThat(new Doubts(() -> "sudo make install").say(true)).isEmpty();
        assertThat(new Doubts(() -> "sudo make install").say(false))
                .hasValueSatisfying(why -> assertThat(why).contains("'sudo'", "another user's processes"));
    }

    @Test
    void a_terminal_server_of_its_own_is_scanned_like_all_else() {
        var doubts = new Doubts(() -> "tmux new -d ./serve");
        assertThat(doubts.say(true)).isPresent();

        doubts.seen(TERMINAL_SERVER);

        assertThat(doubts.say(true)).isEmpty();
    }

    @Test
    void a_process_that_could_not_be_signalled_may_have_left_something_unless_a_group_held_it() {
        var doubts = new Doubts(() -> "./install");
        doubts.untouchable(new ProcessStat(4, "dpkg", 'S', 1, 1, 1, 0));

        assertThat(doubts.say(false)).hasValueSatisfying(why -> assertThat(why).contains("another user", "pid 4"));
        assertThat(doubts.say(true)).isEmpty();
    }
}
