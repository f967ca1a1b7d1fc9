package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.settings.SettingsFiles;
import dev.lungo.tasks.DurableSteps;
import dev.lungo.tasks.TaskSettings;
import dev.lungo.tool.BashLimits;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ToolSettingsTest {
    private static final Set<String> CREDENTIALS =
            Set.of("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_CUSTOM_HEADERS", "OPENAI_API_KEY");

    @Test
    void without_settings_the_defaults_hold() {
        assertThat(of(Map.of()))
                .isEqualTo(new ToolSettings(
                        BashLimits.DEFAULT, CREDENTIALS, TaskSettings.DEFAULT.withSecrets(CREDENTIALS)));
    }

    @Test
    void the_variables_set_limits_within_reason() {
        assertThat(of(Map.of(
                                "BASH_DEFAULT_TIMEOUT_MS", "900000",
                                "BASH_MAX_TIMEOUT_MS", "800000",
                                "BASH_MAX_OUTPUT_LENGTH", "5"))
                        .limits())
                .isEqualTo(new BashLimits(Duration.ofMinutes(15), Duration.ofMinutes(15), 1_000));
        assertThatThrownBy(() -> of(Map.of("BASH_MAX_TIMEOUT_MS", "soon")))
                .hasMessage("BASH_MAX_TIMEOUT_MS is a number of milliseconds from 1 on, not 'soon'");
    }

    @Test
    void secrets_of_our_own_are_withheld_and_settings_are_not() {
        assertThat(of(Map.of(
                                "LUNGO_HOME",
                                "/l",
                                "LUNGO_PROXY_TOKEN",
                                "t",
                                "ANTHROPIC_BASE_URL",
                                "u",
                                "AWS_SECRET_KEY",
                                "a"))
                        .withheld())
                .contains("LUNGO_PROXY_TOKEN", "ANTHROPIC_BASE_URL")
                .containsAll(CREDENTIALS)
                .doesNotContain("LUNGO_HOME", "AWS_SECRET_KEY");
    }

    @Test
    void how_long_orphans_run_on_can_be_set() {
        assertThat(of(Map.of("LUNGO_ORPHAN_GRACE_MS", "1500")).tasks())
                .isEqualTo(TaskSettings.DEFAULT
                        .withOrphanGrace(Duration.ofMillis(1500))
                        .withSecrets(CREDENTIALS));
    }

    private static ToolSettings of(Map<String, String> environment) {
        var folder = Path.of("/p");
        var layers = SettingLayers.of(
                SettingsFiles.of(Map.of("HOME", "/nobody"), folder),
                new Variables(environment, new DotEnv(folder.resolve(".env"), Map.of(), List.of())),
                TalkOptions.of(CommandLine.parse(List.of())));
        return ToolSettings.of(
                layers.settings(_ -> false).limits(),
                new Surroundings(
                        environment,
                        folder,
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        DurableSteps.NONE));
    }
}
