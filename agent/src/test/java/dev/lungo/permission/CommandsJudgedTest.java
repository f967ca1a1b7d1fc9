package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tool.Grounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code truth-table.txt} has no columns for: other tools and folders, the sandbox, and lines that are too long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsJudgedTest {
    private SampleProject open;
    private SampleProject confined;

    @BeforeAll
    void samples(@TempDir Path one, @TempDir Path other) throws IOException {
        open = SampleProject.in(one, false);
        confined = SampleProject.in(other, true);
    }

    @Test
    void a_rule_for_bash_is_one_for_background_run_as_well_but_not_the_other_way_round() {
        var input = "{\"command\":\"npm test\"}";
        var bash = rules("", "", "Bash(npm test)");
        var background = rules("", "", "background_run(npm test)");
        assertThat(open.judged(PermissionMode.DEFAULT, bash, input, "bash")).isInstanceOf(Verdict.Allowed.class);
        assertThat(open.judged(PermissionMode.DEFAULT, bash, input, "background_run"))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(open.judged(PermissionMode.DEFAULT, background, input, "background_run"))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(open.judged(PermissionMode.DEFAULT, background, input, "bash"))
                .isInstanceOf(Verdict.Ask.class);
    }

    @Test
    void paths_are_seen_from_the_folder_that_the_call_names() {
        assertThat(open.judged(PermissionMode.DEFAULT, PermissionRules.NONE, in("src", "cat ../README.md"), "bash"))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(open.judged(PermissionMode.DEFAULT, PermissionRules.NONE, in("src", "cat ../../x"), "bash"))
                .isInstanceOf(Verdict.Ask.class);
        assertThat(open.judged(PermissionMode.DEFAULT, PermissionRules.NONE, in("bare", "git status"), "bash"))
                .isInstanceOf(Verdict.Ask.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"command\":\" \"}", "{\"command\":7}", "{\"command\":\"ls\",\"cwd\":\"/etc\"}"})
    void a_call_that_the_tool_refuses_is_left_to_it(String input) {
        assertThat(open.judged(PermissionMode.DEFAULT, PermissionRules.NONE, input, "bash"))
                .isEqualTo(new Verdict.Allowed(new Grounds(Grounds.By.READ, "names no command that it could run")));
    }

    @ParameterizedTest
    @CsvSource({
        "DEFAULT,      rm -rf build,       Allowed",
        "ACCEPT_EDITS, npm test,           Allowed",
        "DONT_ASK,     npm test,           Allowed",
        "BYPASS,       npm test,           Allowed",
        "PLAN,         npm test,           Denied",
        "PLAN,         ls,                 Allowed",
        "DEFAULT,      curl x,             Denied",
        "DEFAULT,      git push,           Ask",
        "DONT_ASK,     git push,           Denied",
        "DEFAULT,      $X,                 Ask",
    })
    void with_a_sandbox_commands_need_no_asking_but_rules_hold(PermissionMode mode, String command, String verdict) {
        var judged = confined.judged(mode, rules("Bash(curl:*)", "Bash(git push:*)", ""), command);
        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "DEFAULT,      echo x > .git/hooks/post-commit,  Ask",
        "ACCEPT_EDITS, cp notes.txt .envrc,              Ask",
        "DONT_ASK,     make && tee .vscode/x,            Denied",
        "BYPASS,       echo x > .envrc,                  Allowed",
        "DEFAULT,      sed -n 1p .git/HEAD,              Allowed",
        "DEFAULT,      make > out.txt,                   Allowed",
    })
    void with_a_sandbox_a_line_that_names_a_guarded_file_to_write_asks_all_the_same(
            PermissionMode mode, String command, String verdict) {
        var judged = confined.judged(mode, PermissionRules.NONE, command);
        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void with_a_sandbox_a_rule_for_exactly_this_line_means_the_guarded_file() {
        var rules = rules("", "", "Bash(echo x > .envrc)");
        assertThat(confined.judged(PermissionMode.DEFAULT, rules, "echo x > .envrc"))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(confined.judged(PermissionMode.DEFAULT, rules, "echo y > .envrc"))
                .isInstanceOf(Verdict.Ask.class);
    }

    @Test
    void a_line_that_cannot_be_read_runs_in_the_sandbox_where_no_rule_is_about_commands() {
        assertThat(confined.judged(PermissionMode.DEFAULT, PermissionRules.NONE, "echo \"unclosed"))
                .isInstanceOfSatisfying(
                        Verdict.Allowed.class,
                        allowed -> assertThat(allowed.grounds().by()).isEqualTo(Grounds.By.SANDBOX));
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT, Ask", "ACCEPT_EDITS, Ask", "PLAN, Denied", "DONT_ASK, Denied", "BYPASS, Allowed"})
    void leaving_the_sandbox_is_asked_about_whatever_is_allowed(PermissionMode mode, String verdict) {
        var judged =
                confined.judged(mode, rules("", "", "Bash"), "{\"command\":\"npm test\",\"unconfined\":true}", "bash");
        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void where_there_is_no_sandbox_to_leave_the_wish_to_leave_it_means_nothing() {
        assertThat(open.judged(
                        PermissionMode.DEFAULT,
                        PermissionRules.NONE,
                        "{\"command\":\"ls\",\"unconfined\":true}",
                        "bash"))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void leaving_the_sandbox_offers_nothing_for_good() {
        assertThat(confined.judged(
                        PermissionMode.DEFAULT,
                        PermissionRules.NONE,
                        "{\"command\":\"npm test\",\"unconfined\":true}",
                        "bash"))
                .isEqualTo(new Verdict.Ask("it would run outside the sandbox", List.of()));
    }

    @ParameterizedTest
    @EnumSource(PermissionMode.class)
    void a_rule_that_forbids_holds_in_every_mode_also_outside_the_sandbox(PermissionMode mode) {
        var input = "{\"command\":\"npm test && rm x\",\"unconfined\":true}";
        assertThat(confined.judged(mode, rules("Bash(rm:*)", "", "Bash"), input, "bash"))
                .isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void a_denial_tells_the_model_what_forbids_it_and_what_to_do_instead() {
        var denied = (Verdict.Denied) open.judged(PermissionMode.DEFAULT, rules("Bash(rm:*)", "", ""), "ls && rm x");
        assertThat(denied.reason())
                .isEqualTo(
                        "Denied: bash ls && rm x. The rule Bash(rm:*) of project settings forbids it. Nothing was done. Do"
                                + " not do the same by another program, script or path: go on without it, and tell the user what"
                                + " is missing.");
    }

    @ParameterizedTest
    @CsvSource({
        "grep root *.c,Ask",
        "for f in *; do grep root \"$f\"; done,Ask",
        "grep root ./*.c,Allowed",
        "cat *.h,Allowed"
    })
    void a_file_whose_name_is_an_option_is_not_handed_to_a_program(String command, String verdict, @TempDir Path temp)
            throws Exception {
        var project = SampleProject.in(temp);
        Files.writeString(temp.resolve("project/-R.c"), "x");
        Files.writeString(temp.resolve("project/a.h"), "x");
        var judged = project.judged(PermissionMode.DEFAULT, PermissionRules.NONE, command);
        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat lnk*", "cat odd/?", "cat odd/??", "cat odd/[a-z]*"})
    void names_that_programs_read_differently_fit_every_pattern(String command, @TempDir Path temp) throws Exception {
        var project = SampleProject.in(temp);
        Path folder = temp.toRealPath().resolve("project");
        // No text of Java holds these names in every locale.
        String names =
                "ln -s /etc/hosts \"$(printf 'lnk\\377')\"; mkdir odd; ln -s /etc/hosts \"odd/$(printf '\\303\\251')\"";
        assertThat(new ProcessBuilder("sh", "-c", names)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        assertThat(project.judged(PermissionMode.DEFAULT, PermissionRules.NONE, command))
                .isInstanceOf(Verdict.Ask.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 10, 1 << 20})
    void a_long_line_is_judged_too(int length) {
        var rules = rules("Bash(a*a*a*b); Read(**/a/**/b)", "", "Bash(npm * x * y)");
        for (String unit :
                List.of("a", "a ", "a;", "'", "$(", "{a,b}", "*/", "$a", "cd x;", "x=a;", "<<a ", "npm x y ")) {
            var line = "ls " + unit.repeat(length / unit.length());
            assertThat(open.judged(PermissionMode.DEFAULT, rules, line)).isNotNull();
        }
    }

    private static String in(String folder, String command) {
        return "{\"command\":\"" + command + "\",\"cwd\":\"" + folder + "\"}";
    }

    private static PermissionRules rules(String deny, String ask, String allow) {
        return new PermissionRules(parsed(deny), parsed(ask), parsed(allow));
    }

    private static List<PermissionRule> parsed(String rules) {
        return rules.isEmpty()
                ? List.of()
                : List.of(rules.split("; ", -1)).stream()
                        .map(rule -> PermissionRule.parse(rule, PermissionRule.Source.PROJECT))
                        .toList();
    }
}
