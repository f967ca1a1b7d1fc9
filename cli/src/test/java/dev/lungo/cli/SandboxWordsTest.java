package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.settings.SandboxSettings;
import dev.lungo.settings.SandboxSettings.Mode;
import dev.lungo.settings.SandboxSettings.Network;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SandboxWordsTest {
    private static SandboxWords words(Mode mode, Network network) {
        return new SandboxWords(new SandboxSettings(mode, network, List.of(Path.of("/cache")), List.of(), true, true));
    }

    @Test
    void without_a_sandbox_there_is_nothing_to_say() {
        var none = words(Mode.OFF, new Network.None());

        assertThat(List.of(none.mode(), none.forPeople(), none.forModel(true))).containsExactly("off", "", "");
    }

    @Test
    void people_hear_how_strong_it_is_and_what_it_reaches() {
        assertThat(words(Mode.LIGHT, new Network.All()).forPeople()).isEqualTo("light sandbox, the whole network");
        assertThat(words(Mode.STRONG, new Network.None()).forPeople()).isEqualTo("strong sandbox, no network");
        assertThat(words(Mode.STRONG, new Network.Hosts(List.of("a.example", "*.b.example")))
                        .forPeople())
                .isEqualTo("strong sandbox, network to a.example, *.b.example alone");
    }

    @Test
    void the_model_hears_where_it_may_write_what_a_denial_looks_like_and_what_to_do_then() {
        assertThat(words(Mode.STRONG, new Network.None()).forModel(true))
                .isEqualTo(
                        "- Commands run in a sandbox (strong): they write only in the folders above, in /cache and in"
                                + " $TMPDIR (each its own, gone after, as /tmp is), have no network, each a localhost of"
                                + " its own (start and test a server in one command) and read no credentials. Where that may be why one"
                                + " failed (permission denied, read-only, host not found), do not evade it: call it again"
                                + " with unconfined and a reason; the user is asked.\n");
        assertThat(words(Mode.LIGHT, new Network.None()).forModel(false))
                .contains(
                        "in $TMPDIR (each its own, gone after; not in /tmp)",
                        "have no network, not even localhost (no sockets at all), and read no credentials");
        assertThat(words(Mode.LIGHT, new Network.All()).forModel(false))
                .contains("have the whole network and read")
                .endsWith("do not evade it: say what is missing.\n")
                .doesNotContain("unconfined");
    }
}
