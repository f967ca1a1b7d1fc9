package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.model.ToolSpec;
import dev.lungo.tool.CallContext;
import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy.Decision;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.ToolOutcome;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HeadlessPolicyTest {
    private final HeadlessPolicy policy = new HeadlessPolicy(Set.of("bash"));

    @Test
    void reading_asks_nobody_and_what_is_named_is_allowed() {
        assertThat(decide("grep", Tool.Access.READ))
                .isEqualTo(new Decision.Allowed(new Grounds(Grounds.By.READ, "only reads")));
        assertThat(decide("bash", Tool.Access.COMMAND))
                .isEqualTo(new Decision.Allowed(new Grounds(Grounds.By.RULE, "--allowedTools bash")));
    }

    @Test
    void everything_else_is_denied_with_what_the_user_can_do() {
        assertThat(decide("edit_file", Tool.Access.WRITE))
                .isEqualTo(new Decision.Denied(
                        "edit_file was not run: it changes a file, which needs the user's"
                                + " permission, and this run has no terminal to ask at. Do not try it another way. Do what can"
                                + " be done without it and say at the end what is missing; the user can run Lungo again with"
                                + " --allowedTools edit_file or with --permission-mode bypassPermissions.",
                        new Grounds(Grounds.By.NOBODY, "it changes a file")));
        assertThat(decide("background_run", Tool.Access.COMMAND)).isInstanceOf(Decision.Denied.class);
    }

    private Decision decide(String name, Tool.Access access) {
        return policy.decide(new Named(name, access), ToolInput.parse("{}"), "t1");
    }

    private record Named(String name, Access access) implements Tool {
        @Override
        public ToolSpec spec() {
            return new ToolSpec(name, "", "{}");
        }

        @Override
        public String summary(ToolInput input) {
            return name;
        }

        @Override
        public ToolOutcome run(ToolInput input, CallContext context) {
            return ToolOutcome.ok("");
        }
    }
}
