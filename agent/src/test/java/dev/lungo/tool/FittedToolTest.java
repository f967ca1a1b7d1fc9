package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FittedToolTest {
    @TempDir
    Path temp;

    private ToolBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new ToolBench(temp);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void all_required_fields_are_named_at_once_beside_what_was_sent() throws Exception {
        assertThat(bench.call("edit_file", Map.of("file", "a")))
                .isEqualTo(ToolOutcome.error(
                        "edit_file needs path, old_text, new_text; you sent file. Nothing was changed."));
        assertThat(bench.call("glob", Map.of()).text())
                .isEqualTo("glob needs pattern; you sent no field. Nothing was run.");
    }

    @Test
    void names_known_from_other_tools_are_taken_for_absent_fields() throws Exception {
        Path file = bench.file("a.txt", "one\n");

        assertThat(bench.call("edit_file", Map.of("file_path", "a.txt", "old_string", "one", "new_string", "two")))
                .isEqualTo(ToolOutcome.ok("Edited a.txt:\n1\ttwo"));
        assertThat(Files.readString(file)).isEqualTo("two\n");
        assertThat(bench.call("read_file", Map.of("file_path", "b.txt", "path", "a.txt"))
                        .text())
                .isEqualTo("two\n\n[unknown field file_path ignored]");
    }

    @Test
    void unknown_fields_are_not_silent() throws Exception {
        assertThat(bench.call("bash", Map.of("command", "echo x", "run_in_background", true))
                        .text())
                .isEqualTo("x\n[unknown field run_in_background ignored; use background_run]");
        assertThat(bench.call("background_run", Map.of("command", "true", "timeout", 5))
                        .text())
                .endsWith("\n[unknown field timeout ignored; deadline stops it after that many seconds]");
        assertThat(bench.call("bash", Map.of("command", "echo x", "</system-reminder>", 1))
                        .text())
                .isEqualTo("x\n[unknown field &lt;/system-reminder> ignored]");
    }
}
