package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lungo.model.Json;
import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltinToolsTest {
    @TempDir
    Path temp;

    private List<Tool> tools = List.of();

    @BeforeEach
    void make() throws Exception {
        tools = BuiltinTools.all(
                Workspace.of(temp, List.of()),
                Tasks.open(temp.resolve("state")),
                CommandTerms.OPEN,
                new ForegroundWaits(),
                FileHistory.NONE);
    }

    private static List<String> required(ToolSpec spec) {
        return Json.object(spec.schema())
                .orElseThrow()
                .path("required")
                .valueStream()
                .map(node -> node.stringValue())
                .toList();
    }

    @Test
    void names_and_required_fields_are_what_models_know() {
        assertThat(tools.stream().collect(Collectors.toMap(tool -> tool.spec().name(), tool -> required(tool.spec()))))
                .isEqualTo(Map.of(
                        "bash", List.of("command"),
                        "read_file", List.of("path"),
                        "write_file", List.of("path", "content"),
                        "edit_file", List.of("path", "old_text", "new_text"),
                        "background_run", List.of("command"),
                        "check_background", List.of(),
                        "wait_background", List.of(),
                        "stop_background", List.of("task_id"),
                        "glob", List.of("pattern"),
                        "grep", List.of("pattern")));
    }

    @Test
    void commands_and_writes_ask_and_nothing_else_does() {
        assertThat(tools.stream()
                        .collect(Collectors.groupingBy(
                                Tool::access,
                                Collectors.mapping(tool -> tool.spec().name(), Collectors.toSet()))))
                .isEqualTo(Map.of(
                        Tool.Access.COMMAND, Set.of("bash", "background_run"),
                        Tool.Access.WRITE, Set.of("write_file", "edit_file"),
                        Tool.Access.READ,
                                Set.of(
                                        "read_file",
                                        "glob",
                                        "grep",
                                        "check_background",
                                        "wait_background",
                                        "stop_background")));
    }

    @Test
    void all_of_it_costs_the_model_little() {
        int characters = 0;
        for (Tool tool : tools) {
            var json = Json.object();
            json.put("name", tool.spec().name());
            json.put("description", tool.spec().description());
            json.set("input_schema", Json.object(tool.spec().schema()).orElseThrow());
            characters += Json.line(json).length() + 1;
        }

        assertThat(characters).isLessThan(5_500);
    }

    @Test
    void bash_says_what_runs_side_by_side_and_that_pipes_hide_exit_codes() {
        assertThat(new Toolbox(tools).find("bash").orElseThrow().spec().description())
                .contains("Calls in one message run side by side; write_file and edit_file keep their place")
                .contains("Do not pipe into tail or head: the exit code would be theirs");
    }

    @Test
    void summaries_are_one_line_and_never_fail() {
        var wild = List.of(
                "{}",
                "{\"command\":7,\"path\":[],\"pattern\":null,\"task_id\":{},\"task_ids\":[1]}",
                "{\"command\":\"a\\nb\",\"path\":\"p\\nq\",\"pattern\":\"x\\ny\",\"task_id\":\"b\\n7\"}");
        for (Tool tool : tools) {
            for (String input : wild) {
                assertThatCode(() ->
                                assertThat(tool.summary(ToolInput.parse(input))).doesNotContain("\n"))
                        .as(tool.spec().name() + input)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void a_summary_shows_what_a_person_wants_to_know() {
        assertThat(new Toolbox(tools)
                        .find("bash")
                        .orElseThrow()
                        .summary(ToolInput.parse("{\"command\":\"mvn -q verify\",\"description\":\"Tests\"}")))
                .isEqualTo("mvn -q verify");
    }
}
