package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AskRowsTest {
    private static final String UP = "\033[A";
    private static final String DOWN = "\033OB";

    private final AskRows rows = new AskRows(IntStream.rangeClosed(1, 12)
            .mapToObj(number -> new AskRows.Row(number, "row " + number))
            .toList());

    private int selected(String... keys) {
        for (String key : keys) {
            assertThat(rows.press(key)).isTrue();
        }
        return rows.selected().number();
    }

    @Test
    void the_last_is_selected_at_first_and_arrows_end_at_the_ends() {
        assertThat(selected()).isEqualTo(12);
        assertThat(selected(DOWN)).isEqualTo(12);
        assertThat(selected(UP, UP)).isEqualTo(10);
    }

    @Test
    void digits_make_up_a_number_while_they_can_be_the_beginning_of_one() {
        assertThat(selected("1")).isEqualTo(1);
        assertThat(selected("1")).isEqualTo(11);
        assertThat(selected("3")).isEqualTo(3);
        assertThat(selected("9")).isEqualTo(9);
        assertThat(selected(UP, "1", "2")).isEqualTo(12);
    }

    @Test
    void other_keys_are_not_for_the_rows() {
        assertThat(rows.press("x")).isFalse();
        assertThat(rows.press("\r")).isFalse();
    }

    @Test
    void the_selected_one_is_always_among_those_that_are_shown() {
        assertThat(numbers(rows.window(5))).containsExactly(8, 9, 10, 11, 12);
        assertThat(selected("1")).isEqualTo(1);
        assertThat(numbers(rows.window(5))).containsExactly(1, 2, 3, 4, 5);
        assertThat(selected("6")).isEqualTo(6);
        assertThat(numbers(rows.window(5))).containsExactly(4, 5, 6, 7, 8);
        assertThat(numbers(rows.window(50))).hasSize(12);
    }

    private static List<Integer> numbers(List<AskRows.Row> rows) {
        return rows.stream().map(AskRows.Row::number).toList();
    }
}
