package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.model.Json;
import dev.lungo.model.ToolSpec;
import dev.lungo.tool.CallContext;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AskSubjectTest {
    private static final Tool WRITE = new Tool() {
        @Override
        public ToolSpec spec() {
            return new ToolSpec("write_file", "", "{\"properties\":{\"path\":{},\"content\":{}}}");
        }

        @Override
        public Access access() {
            return Access.WRITE;
        }

        @Override
        public String summary(ToolInput input) {
            return "";
        }

        @Override
        public ToolOutcome run(ToolInput input, CallContext context) {
            return ToolOutcome.ok("written");
        }
    };

    private Path folder;

    @BeforeEach
    void prepare(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        Files.createDirectories(folder.resolve("src/api"));
        Files.createDirectories(folder.resolve("docs"));
        Files.createSymbolicLink(folder.resolve("docs/cur"), Path.of("../src/api"));
    }

    @Test
    void the_facts_are_those_of_the_file_that_a_link_leads_to() throws IOException {
        Files.writeString(folder.resolve("src/notes.md"), "four");

        assertThat(shown("docs/cur/../notes.md"))
                .contains("leads to " + folder.resolve("src/notes.md") + ", now 4 bytes");
        assertThat(shown("docs/notes.md")).contains("(a new file)");
    }

    @Test
    void a_path_that_leads_nowhere_is_shown_as_such() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));

        assertThat(shown("loop")).contains("not a path that can be resolved");
    }

    @Test
    void names_that_models_know_from_elsewhere_are_shown_as_what_they_are_taken_for() {
        var subject = AskSubject.of(WRITE, ToolInput.parse("{\"file_path\":\"notes.md\",\"content\":\"x\"}"), folder);

        assertThat(subject.question()).isEqualTo("Write notes.md?");
        assertThat(subject.details())
                .extracting(Line::plain)
                .containsExactly("  notes.md: 1 byte in 1 line (a new file)", "    + x");
    }

    private AskSubject write(String path) {
        var input = Json.object().put("path", path).put("content", "x");
        return AskSubject.of(WRITE, ToolInput.parse(Json.line(input)), folder);
    }

    private String shown(String path) {
        return write(path).details().stream().map(Line::plain).collect(Collectors.joining("\n"));
    }
}
