package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.tasks.Output;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutputSearchTest {
    private final List<String> found = new ArrayList<>();

    private OutputSearch.Result search(String regex, Output output) throws InterruptedException {
        return search(regex, output, 0);
    }

    private OutputSearch.Result search(String regex, Output output, long from) throws InterruptedException {
        return OutputSearch.of(regex)
                .run(output, from, output.size(), (line, at) -> found.add(line.offset() + " " + line.text()));
    }

    @Test
    void lines_come_with_the_offset_of_their_first_byte() throws Exception {
        var result = search("r", TestOutput.whole("one\nthrée\nfour\nfive"));

        assertThat(found).containsExactly("4 thrée", "11 four");
        assertThat(result).isEqualTo(new OutputSearch.Result(20, 0, ""));
    }

    @Test
    void a_line_is_searched_as_a_person_would_have_read_it() throws Exception {
        search("100", TestOutput.whole("  1%\r 50%\r\u001b[32m100%\u001b[0m done\r\n"));
        search("50", TestOutput.whole("  1%\r 50%\r100%\n"));

        assertThat(found).containsExactly("0 100% done");
    }

    @Test
    void a_progress_line_of_many_megabytes_takes_the_memory_of_one_line() throws Exception {
        search("^ *999999$", TestOutput.whole(progress()));

        assertThat(found).containsExactly("0  999999");
    }

    private static String progress() {
        var text = new StringBuilder();
        for (int n = 0; n < 1_000_000; n++) {
            text.append('\r').append(String.format("%7d", n));
        }
        return text.toString();
    }

    @Test
    void bytes_that_are_gone_end_a_line_and_are_counted() throws Exception {
        var output = new TestOutput("head ab" + "x".repeat(100) + "cd tail\nlast", new Output.Freed(7, 107));

        var result = search("ab|cd", output);

        assertThat(found).containsExactly("0 head ab", "107 cd tail");
        assertThat(result.gone()).isEqualTo(100);
    }

    @Test
    void a_search_may_begin_among_bytes_that_are_gone() throws Exception {
        var output = new TestOutput("a1\n" + "x".repeat(100) + "\na2\n", new Output.Freed(3, 104));

        assertThat(search("a", output, 50).gone()).isEqualTo(54);
        assertThat(found).containsExactly("104 a2");
    }

    @Test
    void who_has_enough_learns_where_to_go_on() throws Exception {
        var result = OutputSearch.of("a").run(TestOutput.whole("a\na\na\n"), 0, 6, (_, _) -> false);

        assertThat(result.next()).isEqualTo(2);
    }

    @Test
    void an_expression_that_backtracks_for_ever_skips_the_line() throws Exception {
        var bad = "a".repeat(5000) + "!";
        var result = search("^(a+)+$", TestOutput.whole(bad + "\naaa\n" + bad));

        assertThat(found).containsExactly("5002 aaa");
        assertThat(result.doubt()).contains("backtracks too much on 2 lines");
    }

    @Test
    void many_such_lines_end_the_search() throws Exception {
        var result = search("^(a+)+$", TestOutput.whole(("a".repeat(5000) + "!\n").repeat(100)));

        assertThat(result.doubt()).endsWith("the search was given up");
        assertThat(result.next()).isLessThan(200_000);
    }

    @Test
    void an_interrupt_ends_it() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> search("a", TestOutput.whole("a\n"))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void what_is_no_expression_is_said() {
        assertThatThrownBy(() -> OutputSearch.of("("))
                .isInstanceOf(ToolInput.Invalid.class)
                .hasMessageContaining("Not a Java");
    }

    @Test
    void the_last_lines_begin_behind_the_line_break_before_them() {
        var output = TestOutput.whole("1\n22\n333\n4444\n");

        assertThat(LastLines.start(output, output.size(), 1)).isEqualTo(9);
        assertThat(LastLines.start(output, output.size(), 2)).isEqualTo(5);
        assertThat(LastLines.start(output, output.size(), 9)).isZero();
        assertThat(LastLines.start(output, output.size() - 1, 1)).isEqualTo(9);
        assertThat(LastLines.start(TestOutput.whole("no line break"), 13, 3)).isZero();
    }

    @Test
    void the_last_lines_do_not_reach_over_bytes_that_are_gone() {
        var output = new TestOutput("1\n" + "x".repeat(100) + "2\n3\n", new Output.Freed(2, 102));

        assertThat(LastLines.start(output, output.size(), 1)).isEqualTo(104);
        assertThat(LastLines.start(output, output.size(), 2)).isEqualTo(102);
        assertThat(LastLines.start(output, output.size(), 5)).isEqualTo(102);
    }
}
