package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.testing.PlannedTool;
import dev.lungo.tool.Grounds;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FilesJudgedTest {
    @TempDir
    Path temp;

    private Path project;
    private Judge judge;

    @BeforeEach
    void folders() throws IOException {
        Path root = temp.toRealPath();
        project = Files.createDirectories(root.resolve("project"));
        Files.createDirectories(project.resolve("src"));
        Files.createDirectories(project.resolve("secrets"));
        Files.writeString(project.resolve("secrets/key"), "k");
        Files.createSymbolicLink(project.resolve("harmless"), Path.of("secrets/key"));
        Files.createSymbolicLink(project.resolve("conf"), Path.of(".git"));
        judge = new Judge(Workspace.of(project, List.of()), Judge.Sandboxed.NONE, root.resolve("home"), Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "DEFAULT,      read_file,  Allowed",
        "DEFAULT,      write_file, Ask",
        "ACCEPT_EDITS, read_file,  Allowed",
        "ACCEPT_EDITS, write_file, Allowed",
        "PLAN,         read_file,  Allowed",
        "PLAN,         write_file, Denied",
        "DONT_ASK,     read_file,  Allowed",
        "DONT_ASK,     write_file, Denied",
        "BYPASS,       read_file,  Allowed",
        "BYPASS,       write_file, Allowed",
    })
    void the_mode_decides_where_no_rule_does(PermissionMode mode, String tool, String verdict) {
        assertThat(judged(mode, PermissionRules.NONE, tool, "src/A.java")
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "DEFAULT,      read_file, .env,          Ask",
        "DEFAULT,      grep,      .env,          Ask",
        "ACCEPT_EDITS, read_file, src/tls.pem,   Ask",
        "PLAN,         read_file, .env,          Ask",
        "DONT_ASK,     read_file, .env,          Denied",
        "BYPASS,       read_file, .env,          Allowed",
        "DEFAULT,      glob,      .env,          Allowed",
        "DEFAULT,      grep,      .,             Allowed",
        "DEFAULT,      read_file, .env.example,  Allowed",
    })
    void a_file_that_may_hold_secrets_is_asked_about_as_with_commands(
            PermissionMode mode, String tool, String path, String verdict) {
        assertThat(judged(mode, PermissionRules.NONE, tool, path).getClass().getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void a_secret_is_read_by_a_rule_that_names_it_and_in_a_sandbox() throws IOException {
        assertThat(judged(PermissionMode.DEFAULT, allow("Read(.env)"), "read_file", ".env"))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(judged(PermissionMode.DEFAULT, allow("Read(/**)"), "read_file", ".env"))
                .isEqualTo(new Verdict.Ask("it reads .env, which may hold secrets", List.of()));
        var sandboxed = new Judge(
                Workspace.of(project, List.of()), new Judge.Sandboxed(true, false), temp.resolve("home"), Map.of());
        assertThat(sandboxed.judge(
                        PermissionMode.DEFAULT,
                        PermissionRules.NONE,
                        tool("read_file"),
                        ToolInput.parse("{\"path\":\".env\"}")))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void asking_says_what_changes_and_offers_the_file_and_its_folder() {
        assertThat(judged(PermissionMode.DEFAULT, PermissionRules.NONE, "edit_file", "src/A.java"))
                .isEqualTo(new Verdict.Ask(
                        "it changes src/A.java; no rule allows it",
                        List.of(
                                new Verdict.Suggestion(List.of("Edit(/src/A.java)"), "every change of src/A.java"),
                                new Verdict.Suggestion(List.of("Edit(/src/**)"), "every change below src/"))));
    }

    @Test
    void a_suggestion_for_a_name_with_wildcards_fits_that_name_alone() {
        var ask = (Verdict.Ask) judged(PermissionMode.DEFAULT, PermissionRules.NONE, "edit_file", "src/[id].js");
        var rules = allow(ask.suggestions().getFirst().rules().getFirst());
        assertThat(judged(PermissionMode.DEFAULT, rules, "edit_file", "src/[id].js"))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(judged(PermissionMode.DEFAULT, rules, "edit_file", "src/i.js"))
                .isInstanceOf(Verdict.Ask.class);
    }

    @Test
    void a_rule_allows_what_it_names() {
        assertThat(judged(PermissionMode.DEFAULT, allow("Edit(src/**)"), "write_file", "src/A.java"))
                .isEqualTo(new Verdict.Allowed(
                        new Grounds(Grounds.By.RULE, "allowed by Edit(src/**) of project settings")));
        assertThat(judged(PermissionMode.DEFAULT, allow("Edit(src/**)"), "write_file", "pom.xml"))
                .isInstanceOf(Verdict.Ask.class);
        assertThat(judged(PermissionMode.DONT_ASK, allow("Edit"), "write_file", "pom.xml"))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void deny_counts_before_ask_and_ask_before_allow() {
        var rules = rules(List.of("Edit(*.sql)"), List.of("Edit(src/**)"), List.of("Edit"));
        assertThat(judged(PermissionMode.BYPASS, rules, "edit_file", "src/a.sql"))
                .isInstanceOf(Verdict.Denied.class);
        assertThat(judged(PermissionMode.BYPASS, rules, "edit_file", "src/a.js"))
                .isEqualTo(new Verdict.Ask("the rule Edit(src/**) of project settings asks about it", List.of()));
        assertThat(judged(PermissionMode.DEFAULT, rules, "edit_file", "lib/a.js"))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "read_file,  secrets/key",
        "read_file,  ./src/../secrets/key",
        "read_file,  harmless",
        "read_file,  secrets",
        "grep,       secrets",
        "glob,       secrets",
        "write_file, secrets/new",
        "edit_file,  harmless",
    })
    void what_may_not_be_read_is_denied_by_whatever_name_in_whatever_mode(String tool, String path) {
        for (PermissionMode mode : PermissionMode.values()) {
            assertThat(judged(mode, deny("Read(secrets)"), tool, path)).isInstanceOf(Verdict.Denied.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "glob, '{\"pattern\":\"secrets/*\"}'",
        "glob, '{\"pattern\":\"*\",\"path\":\"secrets\"}'",
        "glob, '{\"pattern\":\"secrets/**\",\"path\":\".\"}'",
        "grep, '{\"pattern\":\"k\",\"path\":\"secrets\"}'",
        "grep, '{\"pattern\":\"k\",\"file_path\":\"./secrets/\"}'",
    })
    void a_folder_of_which_nothing_may_be_read_is_not_searched(String tool, String input) {
        assertThat(judge.judge(PermissionMode.BYPASS, deny("Read(secrets/**)"), tool(tool), ToolInput.parse(input)))
                .isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void tools_that_find_files_by_themselves_can_leave_out_what_may_not_be_read() throws IOException {
        var unreadable = deny("Read(secrets/**)", "Edit(src/**)").unreadable(Workspace.of(project, List.of()));
        assertThat(unreadable).accepts(project.resolve("secrets/key"), project.resolve("secrets"));
        assertThat(unreadable).rejects(project.resolve("src/A.java"), project.resolve("src"));
        assertThat(PermissionRules.NONE.unreadable(Workspace.of(project, List.of())))
                .rejects(project.resolve("secrets/key"));
    }

    @Test
    void a_link_that_is_named_by_a_rule_is_denied_whatever_it_leads_to() {
        assertThat(judged(PermissionMode.BYPASS, deny("Read(harmless)"), "read_file", "harmless"))
                .isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void a_link_is_allowed_by_what_it_leads_to() {
        assertThat(judged(PermissionMode.DEFAULT, allow("Edit(harmless)"), "edit_file", "harmless"))
                .isEqualTo(new Verdict.Ask(
                        "it changes harmless (it leads to " + project.resolve("secrets/key") + "); no rule allows it",
                        List.of(
                                new Verdict.Suggestion(List.of("Edit(/secrets/key)"), "every change of secrets/key"),
                                new Verdict.Suggestion(List.of("Edit(/secrets/**)"), "every change below secrets/"))));
    }

    @ParameterizedTest
    @CsvSource({
        ".git/hooks/pre-commit",
        ".git/config",
        "sub/.git/config",
        "conf/config",
        ".GIT/config",
        ".lungo/settings.json",
        ".envrc",
        ".vscode/tasks.json",
        ".idea/workspace.xml",
        ".npmrc",
        ".mvn/jvm.config",
        ".gitattributes",
        "src/.pnp.cjs",
        ".tool-versions",
        "mise.toml",
        ".vimrc",
        ".exrc",
        ".gdbinit",
        "src/sitecustomize.py",
        ".bashrc",
    })
    void what_decides_about_later_runs_is_asked_about_although_all_edits_are_allowed(String path) {
        for (PermissionRules rules : List.of(PermissionRules.NONE, allow("Edit"), allow("Edit(**)"))) {
            assertThat(judged(PermissionMode.DEFAULT, rules, "write_file", path))
                    .isInstanceOf(Verdict.Ask.class);
            assertThat(judged(PermissionMode.ACCEPT_EDITS, rules, "write_file", path))
                    .isInstanceOf(Verdict.Ask.class);
            assertThat(judged(PermissionMode.DONT_ASK, rules, "write_file", path))
                    .isInstanceOf(Verdict.Denied.class);
        }
        assertThat(judged(PermissionMode.BYPASS, PermissionRules.NONE, "write_file", path))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void a_rule_that_names_a_guarded_file_allows_it() {
        assertThat(judged(
                        PermissionMode.DEFAULT,
                        allow("Edit(.vscode/settings.json)"),
                        "edit_file",
                        ".vscode/settings.json"))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void plan_mode_tells_the_model_to_present_its_plan() {
        var denied = (Verdict.Denied) judged(PermissionMode.PLAN, allow("Edit"), "edit_file", "src/A.java");
        assertThat(denied.reason()).contains("edit_file src/A.java", "Nothing was done", "end your turn with the plan");
        assertThat(denied.grounds()).isEqualTo(new Grounds(Grounds.By.MODE, "plan mode changes nothing"));
    }

    @Test
    void what_nobody_is_asked_about_is_denied_with_the_rule_that_is_missing() {
        var denied = (Verdict.Denied) judged(PermissionMode.DONT_ASK, PermissionRules.NONE, "edit_file", "src/A.java");
        assertThat(denied.reason()).contains("mode dontAsk asks nobody", "Edit(/src/A.java)", "Nothing was done");
    }

    @ParameterizedTest
    @EnumSource(PermissionMode.class)
    void a_call_without_a_file_is_left_to_the_tool_that_refuses_it(PermissionMode mode) {
        var input = ToolInput.parse("{\"content\":\"x\"}");
        assertThat(judge.judge(mode, PermissionRules.NONE, tool("write_file"), input))
                .isInstanceOf(mode == PermissionMode.PLAN ? Verdict.Denied.class : Verdict.Allowed.class);
    }

    @Test
    void a_tool_that_touches_no_file_can_be_denied_by_name() {
        assertThat(judged(PermissionMode.DEFAULT, deny("stop_background"), "stop_background", ""))
                .isInstanceOf(Verdict.Denied.class);
        assertThat(judged(PermissionMode.DEFAULT, deny("Read"), "stop_background", ""))
                .isInstanceOf(Verdict.Allowed.class);
    }

    private Verdict judged(PermissionMode mode, PermissionRules rules, String tool, String path) {
        return judge.judge(mode, rules, tool(tool), ToolInput.parse("{\"path\":\"" + path + "\"}"));
    }

    private static Tool tool(String name) {
        boolean writes = ToolNames.kind(name) == ToolNames.Kind.WRITE;
        return new PlannedTool(
                name, writes ? Tool.Access.WRITE : Tool.Access.READ, (_, _) -> ToolOutcome.ok("not run here"));
    }

    private static PermissionRules deny(String... rules) {
        return rules(Arrays.asList(rules), List.of(), List.of());
    }

    private static PermissionRules allow(String... rules) {
        return rules(List.of(), List.of(), Arrays.asList(rules));
    }

    private static PermissionRules rules(List<String> deny, List<String> ask, List<String> allow) {
        return new PermissionRules(parsed(deny), parsed(ask), parsed(allow));
    }

    private static List<PermissionRule> parsed(List<String> rules) {
        return rules.stream()
                .map(rule -> PermissionRule.parse(rule, PermissionRule.Source.PROJECT))
                .toList();
    }
}
