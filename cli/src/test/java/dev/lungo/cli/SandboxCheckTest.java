package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.settings.SandboxSettings;
import dev.lungo.settings.SandboxSettings.Mode;
import dev.lungo.settings.SandboxSettings.Network;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SandboxCheckTest {
    private static SandboxSettings settings(Mode mode, Network network) {
        return new SandboxSettings(mode, network, List.of(), List.of(), true, true);
    }

    @Test
    void no_sandbox_misses_nothing() {
        assertThatCode(() -> SandboxCheck.begin(settings(Mode.OFF, new Network.Hosts(List.of("a.example"))), false)
                        .require())
                .doesNotThrowAnyException();
    }

    @Test
    void what_this_machine_lacks_is_said_with_how_to_go_on() {
        var check = SandboxCheck.begin(
                settings(Mode.STRONG, new Network.None()),
                false,
                strength -> Optional.of("the " + strength + " sandbox needs bubblewrap: install it"));

        assertThatThrownBy(check::require)
                .isInstanceOf(UsageException.class)
                .hasMessage("the sandbox that was asked for cannot be had, so no command would run: the STRONG sandbox"
                        + " needs bubblewrap: install it\nTo go on without: --sandbox off");
    }

    @Test
    void what_can_be_had_nowhere_is_refused_with_what_to_do() {
        assertThatThrownBy(
                        () -> SandboxCheck.begin(settings(Mode.LIGHT, new Network.Hosts(List.of("a.example"))), true))
                .isInstanceOf(UsageException.class)
                .hasMessage("the light sandbox cannot tell hosts apart: use --sandbox strong, or"
                        + " --sandbox-network none or all");
        assertThatThrownBy(() -> SandboxCheck.begin(settings(Mode.OFF, new Network.All()), true))
                .isInstanceOf(UsageException.class)
                .hasMessage("--sandbox-network is about the sandbox, and there is none: add --sandbox light or"
                        + " --sandbox strong");
        assertThatThrownBy(() -> SandboxCheck.begin(settings(Mode.STRONG, new Network.Hosts(List.of("a:b:c"))), true))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("sandbox.network: 'a:b:c' is no host");
    }
}
