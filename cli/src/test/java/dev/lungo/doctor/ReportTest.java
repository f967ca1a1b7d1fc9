package dev.lungo.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads of findings. */
class ReportTest {
    private static final List<Finding> FINDINGS = List.of(
            new Finding.Fine("kernel", "Linux 6.18"),
            new Finding.Missing(
                    "git",
                    "there is no git in any of the folders of PATH, and none was found elsewhere",
                    "nothing says what changed, and the state of the repository is not shown to the model",
                    "install the package 'git', for example with /a/very/long/path/that/has/no/blank/in/it/at/all"));

    @Test
    void at_a_terminal_lines_are_broken_between_words_and_go_on_below_their_text() {
        assertThat(new Report(FINDINGS, false, 60).text()).isEqualTo("""
                ok       kernel            Linux 6.18
                missing  git               there is no git in any of the
                                           folders of PATH, and none was
                                           found elsewhere
                                           costs: nothing says what changed,
                                                  and the state of the
                                                  repository is not shown to
                                                  the model
                                           to do: install the package 'git',
                                                  for example with
                                                  /a/very/long/path/that/has/no/blank/in/it/at/all

                Lungo works here; 1 thing is missing.""");
    }

    @Test
    void elsewhere_each_stays_on_its_line() {
        assertThat(new Report(FINDINGS, false, 0).text().lines()).hasSize(6);
    }
}
