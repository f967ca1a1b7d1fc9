package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitTextsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "grep x f # nothing matched",
                "cat f | grep -c x # nothing matched",
                "cd src && LC_ALL=C rg x . 2>/dev/null # nothing matched",
                "grep x f &> /dev/null # nothing matched",
                "/usr/bin/grep x <<< y # nothing matched",
                "diff a b # they differ",
                "make; cmp a b # they differ",
                "git diff --exit-code # there are differences",
                "git grep x # nothing matched",
                "test -f x # the condition is false",
                "[ -f x ] # the condition is false",
                "[[ -f x ]] # the condition is false",
                "which nothing # nothing was found",
                "command -v nothing # nothing was found",
                "pgrep -f server # nothing was found",
                "! grep x f # the command after ! succeeded",
                "grep x f && make #",
                "make #",
                "git commit -m x #",
                "grep x f || exit 1 #",
                "echo 'grep x' #",
                "false # grep",
                "python3 -c 'import grep' #",
            })
    void exit_1_of_a_line_is_an_answer_when_its_last_program_answers_so(String line, String meaning) {
        String expected = meaning == null || meaning.equals("grep") ? null : meaning;

        assertThat(ExitTexts.answer(line, new Exit.Code(1)).orElse(null)).isEqualTo(expected);
    }

    @Test
    void other_exits_of_the_same_programs_are_failures() {
        assertThat(ExitTexts.answer("grep x f", new Exit.Code(2))).isEmpty();
        assertThat(ExitTexts.answer("grep x f", new Exit.Code(0))).isEmpty();
        assertThat(ExitTexts.answer("grep x f", new Exit.Signal(1))).isEmpty();
    }

    @Test
    void exits_are_told_plainly_and_never_guessed() {
        assertThat(ExitTexts.how(new Exit.Code(2))).isEqualTo("exit 2");
        assertThat(ExitTexts.how(new Exit.Signal(9))).isEqualTo("killed by SIGKILL");
        assertThat(ExitTexts.how(new Exit.Signal(42))).isEqualTo("killed by signal 42");
        assertThat(ExitTexts.how(new Exit.CodeOrSignal(137))).isEqualTo("exit 137 (or killed by SIGKILL)");
    }
}
