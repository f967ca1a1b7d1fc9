package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.permission.PermissionRule;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleWordsTest {
    @Test
    void commas_and_blanks_separate_rules() {
        assertThat(rules("bash,edit_file")).containsExactly("bash", "edit_file");
        assertThat(rules(" bash ,  edit_file\tgrep,")).containsExactly("bash", "edit_file", "grep");
        assertThat(rules("bash", "grep")).containsExactly("bash", "grep");
        assertThat(rules("")).isEmpty();
    }

    @Test
    void but_not_in_parentheses_nor_in_quotes_inside_them() {
        assertThat(rules("bash(git log:*),bash(npm run test)"))
                .containsExactly("bash(git log:*)", "bash(npm run test)");
        assertThat(rules("bash(echo a, b) grep")).containsExactly("bash(echo a, b)", "grep");
        assertThat(rules("bash(f(x), g) grep")).containsExactly("bash(f(x), g)", "grep");
        assertThat(rules("bash(echo \"a) , b\") grep")).containsExactly("bash(echo \"a) , b\")", "grep");
        assertThat(rules("bash(echo ')') grep")).containsExactly("bash(echo ')')", "grep");
        assertThat(rules("bash(echo \\) x) grep")).containsExactly("bash(echo \\) x)", "grep");
    }

    @Test
    void what_is_no_rule_is_said_and_takes_no_other_rule_with_it() {
        assertThatThrownBy(() -> rules("bash(echo don't) grep"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--allowedTools: the pattern 'echo don't' has a quote that is not closed");
        assertThatThrownBy(() -> rules("grep bsh(ls)"))
                .hasMessageStartingWith("--allowedTools: the rule 'bsh(ls)' names no tool: 'bsh'. Did you mean bash?");
    }

    private static List<String> rules(String... values) {
        var line = CommandLine.parse(
                List.of(values).stream().map(value -> "--allowedTools=" + value).toList());
        return RuleWords.of(line, Flag.ALLOWED_TOOLS).stream()
                .map(PermissionRule::text)
                .toList();
    }
}
