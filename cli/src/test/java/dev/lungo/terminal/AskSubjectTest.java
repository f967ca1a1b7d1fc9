package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.model.Json;
import dev.lungo.testing.PlannedTool;
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
    private static final Tool WRITE =
            new PlannedTool("write_file", Tool.Access.WRITE, (_, _) -> ToolOutcome.ok("written"));

    private Path folder;

    @BeforeEach
    void prepare(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        Files.createDirectories(folder.resolve("src/api"));
        Files.createDirectories(folder.resolve("docs"));
        Files.createSymbolicLink(folder.resolve("docs/cur"), Path.of("../src/api"));
    }

    @Test
    void a_yes_to_a_file_covers_its_other_names_and_no_other_file() {
        var notes = write("docs/notes.md").covers().getFirst();

        assertThat(write("./src/../docs/notes.md").covers()).contains(notes);
        assertThat(write("docs/cur/../notes.md").covers()).doesNotContain(notes);
        assertThat(write("docs/cur/../notes.md").covers())
                .contains(write("src/notes.md").covers().getFirst());
    }

    @Test
    void the_facts_are_those_of_the_file_that_a_link_leads_to() throws IOException {
        Files.writeString(folder.resolve("src/notes.md"), "four");

        assertThat(shown("docs/cur/../notes.md"))
                .contains("leads to " + folder.resolve("src/notes.md") + ", now 4 bytes");
        assertThat(shown("docs/notes.md")).contains("(a new file)");
    }

    @Test
    void a_path_that_leads_nowhere_gets_no_cover_of_its_own() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));

        assertThat(write("loop").covers()).extracting(AskSubject.Cover::word).containsExactly("all");
        assertThat(shown("loop")).contains("not a path that can be resolved");
    }

    private AskSubject write(String path) {
        var input = Json.object().put("path", path).put("content", "x");
        return AskSubject.of(WRITE, ToolInput.parse(Json.line(input)), folder);
    }

    private String shown(String path) {
        return write(path).details().stream().map(Line::plain).collect(Collectors.joining("\n"));
    }
}
