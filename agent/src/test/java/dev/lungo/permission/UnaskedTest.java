package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.model.Json;
import dev.lungo.testing.PlannedTool;
import dev.lungo.tool.PermissionPolicy.Decision;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.ToolOutcome;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ways a denial names where nobody is asked: those that would allow the call. */
final class UnaskedTest {
    private static final String TERMINAL =
            "the user can go on with this session in a terminal (lungo -c), where Lungo asks";

    private Path root;
    private Judge judge;

    @BeforeEach
    void project(@TempDir Path temp) throws IOException {
        root = temp.toRealPath();
        Path project = Files.createDirectories(root.resolve("project"));
        Files.createDirectories(project.resolve("src"));
        judge = new Judge(Workspace.of(project, List.of()), Judge.Sandboxed.NONE, root.resolve("home"), Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DEFAULT      |          | src/A.java            | --allowedTools 'Edit(/src/A.java)' or --permission-mode acceptEdits
            DEFAULT      |          | .vscode/settings.json | --allowedTools 'Edit(/.vscode/settings.json)'
            ACCEPT_EDITS |          | .vscode/settings.json | --allowedTools 'Edit(/.vscode/settings.json)'
            ACCEPT_EDITS |          | .git/hooks/pre-commit | --allowedTools 'Edit(/.git/hooks/pre-commit)'
            ACCEPT_EDITS | Edit(src/**) | src/A.java        |
            DEFAULT      |          | ../x*y                | --allowedTools 'Edit(//ROOT/x\\*y)'
            """)
    void of_a_change_it_names_a_rule_for_the_file_and_the_mode_that_lets_files_be_changed(
            PermissionMode mode, String asked, String path, String ways) throws Exception {
        var write = new PlannedTool("write_file", Tool.Access.WRITE, (_, _) -> ToolOutcome.ok(""));

        assertThat(denial(mode, asked, write, "path", path)).endsWith(ending(ways));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DEFAULT | | npm test     | --allowedTools 'Bash(npm test)' or --permission-mode bypassPermissions
            DEFAULT | | mkdir src/a  | --allowedTools 'Bash(mkdir src/a)' or --permission-mode acceptEdits
            BYPASS  | Bash(git push:*) | git push |
            """)
    void of_a_command_it_names_a_rule_and_the_least_mode_that_lets_it_run(
            PermissionMode mode, String asked, String line, String ways) throws Exception {
        var bash = new PlannedTool("bash", Tool.Access.COMMAND, (_, _) -> ToolOutcome.ok(""));

        assertThat(denial(mode, asked, bash, "command", line)).endsWith(ending(ways));
    }

    private static String ending(String ways) {
        return TERMINAL + (ways == null ? "" : ", or run Lungo again with " + ways) + ".";
    }

    private String denial(PermissionMode mode, String asked, Tool tool, String field, String value) throws Exception {
        List<PermissionRule> ask = asked == null
                ? List.of()
                : Arrays.stream(asked.split("; ", -1))
                        .map(rule -> PermissionRule.parse(rule, PermissionRule.Source.USER))
                        .toList();
        var permissions = new Permissions(judge::judge, mode, new PermissionRules(List.of(), ask, List.of()));
        Decision decision =
                permissions.decide(tool, ToolInput.parse(Json.line(Json.object().put(field, value))), "1");
        return ((Decision.Denied) decision).reason().replace("/" + root, "//ROOT");
    }
}
