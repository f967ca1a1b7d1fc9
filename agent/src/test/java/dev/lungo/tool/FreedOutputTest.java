package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.TaskId;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the model is told of an output whose middle is gone, by each tool that may look at it. */
@Timeout(120)
class FreedOutputTest {
    private static final String FLOOD = "echo first; yes 0123456789abcde | head -n 20000000; echo needle; echo last";

    private static final String GONE =
            "(?s).*\n\\[bytes [0-9]+ to [0-9]+ of (this file|/.*/output.log) were freed and are"
                    + " gone: nothing is known about them; line numbers after them are wrong]";

    @TempDir
    Path temp;

    private ToolBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new ToolBench(temp);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String flood() throws Exception {
        String id = bench.background(FLOOD);
        bench.awaitEnd(id);
        return id;
    }

    @Test
    void a_command_with_too_much_output_says_what_is_missing() throws Exception {
        var outcome = bench.bash(FLOOD);

        assertThat(outcome.text())
                .startsWith("first\n0123456789abcde\n")
                .containsPattern(
                        "\n\\[… bytes 9[0-9]+ to 3199[0-9]+ left out; of those [0-9]+ to [0-9]+ were freed and are gone;"
                                + " check_background [a-z0-9]+ with pattern searches the rest; output: /.*/output.log …]\n")
                .endsWith("needle\nlast");
    }

    @Test
    void every_way_of_reading_on_keeps_clear_of_the_hole() throws Exception {
        String id = flood();
        var output = bench.tasks.find(new TaskId(id)).orElseThrow().output();
        long in = output.freed().from() + 5;

        assertThat(check(id, "offset", in))
                .contains(
                        "[… ",
                        " bytes in the middle were freed",
                        "\n[bytes " + output.freed().to() + " to ");
        assertThat(check(id, "offset", output.freed().from() - 16))
                .contains("\n[bytes " + (output.freed().from() - 16) + " to "
                        + output.freed().from() + " and " + output.freed().to() + " to ");
        assertThat(check(id, "last_lines", 2))
                .contains("\nneedle\nlast\n[the last 2 lines, from byte 320000006 of 320000018 on]");
        assertThat(check(id, "pattern", "need|first"))
                .contains("\nMatching lines (byte offset: line):\n0: first\n320000006: needle\n")
                .containsPattern("\\[[12][0-9,]+ bytes in the middle were freed and not searched\\]");
        assertThat(TaskTexts.tail(bench.tasks.find(new TaskId(id)).orElseThrow(), 12))
                .matches(
                        "(?s)  \\(last [0-9]+ of 320,000,018 bytes, [12][0-9,]+ bytes in the middle freed; output: .*last");
    }

    @Test
    void the_file_tools_read_the_log_as_head_and_tail() throws Exception {
        String id = flood();
        String log =
                bench.tasks.find(new TaskId(id)).orElseThrow().output().path().toString();

        assertThat(bench.call("read_file", Map.of("path", log, "offset", -2)).text())
                .startsWith("needle\nlast\n")
                .matches(GONE);
        assertThat(bench.call("read_file", Map.of("path", log, "offset", 30_000_000))
                        .text())
                .matches("(?s)What is left of the file has only [0-9],[0-9]{3},[0-9]{3} lines: there is nothing at"
                        + " offset 30000000.*")
                .matches(GONE);
        assertThat(bench.call("read_file", Map.of("path", log)).text()).matches(GONE);
        assertThat(bench.call("grep", Map.of("path", log, "pattern", "needle|freed|first"))
                        .text())
                .containsPattern(
                        ":1:first\n.*:[0-9]+:\\[… [12][0-9,]+ bytes in the middle were freed.*\n.*:[0-9]+:needle\n")
                .matches(GONE);
    }

    private String check(String id, String field, Object value) throws Exception {
        return bench.call("check_background", Map.of("task_id", id, field, value))
                .text();
    }
}
