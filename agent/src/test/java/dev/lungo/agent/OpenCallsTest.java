package dev.lungo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.model.Block;
import dev.lungo.testing.Bench;
import dev.lungo.testing.PlannedTool;
import dev.lungo.tool.FileChange;
import dev.lungo.tool.Fingerprint;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolOutcome;
import dev.lungo.tool.Toolbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of a call that was cut off, as far as the records and the files tell. */
class OpenCallsTest {
    private static final Block.ToolCall WRITE = new Block.ToolCall("w", "write", "{}");
    private static final Block.ToolCall RUN = new Block.ToolCall("r", "run", "{\"command\":\"true\"}");

    @TempDir
    Path folder;

    private Block.ToolResult answer(Block.ToolCall call, CallProgress progress) {
        var tools = new Toolbox(List.of(tool("write", Tool.Access.WRITE), tool("run", Tool.Access.COMMAND)));
        try (var bench = new Bench(folder)) {
            return new OpenCalls(bench.tasks(), tools, progress, _ -> false)
                    .answer(call)
                    .result();
        }
    }

    private static Tool tool(String name, Tool.Access access) {
        return new PlannedTool(name, access, (_, _) -> ToolOutcome.ok("done"));
    }

    private static CallProgress started(String... calls) {
        return new CallProgress(true, Set.of(calls), Map.of(), Map.of());
    }

    /** From "before" to "after", and the file holds something. */
    private Block.ToolResult change(String holds) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), holds);
        var before = new FileChange.Version(fingerprint("before"), 0644);
        var change = new FileChange(file, Optional.of(before), Optional.of(fingerprint("after")));
        return answer(WRITE, new CallProgress(true, Set.of("w"), Map.of(), Map.of("w", change)));
    }

    private static Fingerprint fingerprint(String content) throws IOException {
        return Fingerprint.ofCopy(
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), OutputStream.nullOutputStream());
    }

    @Test
    void a_file_that_holds_what_the_call_makes_says_that_it_took_effect() throws Exception {
        assertThat(change("after").text()).contains("it took effect", "a.txt");
        assertThat(change("after").isError()).isFalse();
    }

    @Test
    void a_file_that_is_as_before_says_that_it_did_not() throws Exception {
        assertThat(change("before").text()).contains("it did not take effect", "Call again");
        assertThat(change("before").isError()).isTrue();
    }

    @Test
    void a_file_that_is_neither_is_left_open() throws Exception {
        assertThat(change("else").text()).contains("nobody knows whether it took effect", "neither");
    }

    @Test
    void a_command_without_a_task_is_unknown_only_if_it_had_begun() {
        assertThat(answer(RUN, started("r")).text()).contains("nobody knows");
        assertThat(answer(RUN, started()).text()).contains("Not run: Lungo was ended before this call began.");
    }

    @Test
    void a_transcript_that_recorded_no_progress_claims_nothing() {
        assertThat(answer(RUN, CallProgress.UNKNOWN).text()).contains("nobody knows");
        assertThat(answer(WRITE, CallProgress.UNKNOWN).text()).contains("nobody knows");
    }
}
