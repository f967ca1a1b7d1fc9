package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.permission.PermissionRule.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionRuleTest {
    @Test
    void a_rule_is_a_tool_and_what_of_it() {
        assertThat(PermissionRule.parse(" Bash(npm run test:*) ", Source.PROJECT))
                .isEqualTo(new PermissionRule("Bash", Optional.of("npm run test:*"), Source.PROJECT));
        assertThat(PermissionRule.parse("edit_file", Source.FLAG))
                .isEqualTo(new PermissionRule("edit_file", Optional.empty(), Source.FLAG));
        assertThat(PermissionRule.parse("Bash(echo (a))", Source.USER).specifier())
                .contains("echo (a)");
    }

    @Test
    void a_star_alone_is_every_call() {
        assertThat(PermissionRule.parse("Bash(*)", Source.USER))
                .isEqualTo(new PermissionRule("Bash", Optional.empty(), Source.USER));
    }

    @Test
    void a_rule_is_shown_with_the_place_where_it_can_be_changed() {
        assertThat(PermissionRule.parse("Bash(rm:*)", Source.LOCAL).shown()).isEqualTo("Bash(rm:*) of local settings");
    }

    @ParameterizedTest
    @CsvSource({
        "Bash,            bash,             true",
        "bash,            background_run,   true",
        "BASH,            read_file,        false",
        "background_run,  bash,             false",
        "Read,            read_file,        true",
        "read,            glob,             true",
        "Read,            grep,             true",
        "Read,            edit_file,        false",
        "read_file,       grep,             false",
        "Edit,            edit_file,        true",
        "Edit,            write_file,       true",
        "Write,           edit_file,        true",
        "write_file,      edit_file,        false",
        "stop_background, stop_background,  true",
    })
    void a_name_covers_the_tools_that_people_mean_by_it(String rule, String tool, boolean covered) {
        assertThat(PermissionRule.parse(rule, Source.USER).covers(tool)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Bsh(ls)               | names no tool: 'Bsh'. Did you mean bash?
                    WebFetch              | names no tool: 'WebFetch'. Tools are
                    mcp__x                | names no tool: 'mcp__x'. Tools are
                    Agent                 | names no tool: 'Agent'. Tools are
                    redfile               | Did you mean read_file?
                    ''                    | names no tool
                    Bash(npm test         | has no closing parenthesis
                    Bash()                | has nothing in its parentheses
                    Bash(:*)              | names no command
                    Bash(echo 'a)         | has a quote that is not closed
                    Edit(../x)            | has .. in it
                    Read(!x)              | write a rule that denies
                    check_background(b1)  | calls of check_background have none
                    """)
    void a_wrong_rule_says_what_is_wrong(String rule, String told) {
        assertThatThrownBy(() -> PermissionRule.parse(rule, Source.USER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }
}
