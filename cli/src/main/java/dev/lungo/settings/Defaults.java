package dev.lungo.settings;

import dev.lungo.model.Connection.Patience;
import dev.lungo.tasks.TaskSettings;
import dev.lungo.tool.BashLimits;
import java.time.Duration;

/** What counts where nobody wrote anything, as it would be written. */
final class Defaults {
    private static final Duration BACKGROUND_WAIT = Duration.ofMinutes(10);

    private Defaults() {}

    /** Nothing for a setting that is then left to whom it concerns. */
    static JsonValue of(Key key) {
        return switch (key) {
            case DEFAULT_MODE ->
                JsonValue.Text.of(PermissionSettings.DEFAULT.mode().spelling());
            case SANDBOX_MODE -> JsonValue.Text.of(Kind.Choice.word(SandboxSettings.DEFAULT.mode()));
            case NETWORK -> JsonValue.Text.of("none");
            case ALLOW_COMMANDS -> new JsonValue.Truth(SandboxSettings.DEFAULT.allowCommands(), 0);
            case ALLOW_UNCONFINED -> new JsonValue.Truth(SandboxSettings.DEFAULT.allowUnconfined(), 0);
            case PROVIDER -> JsonValue.Text.of("anthropic");
            case COMMAND_TIMEOUT -> seconds(BashLimits.DEFAULT.defaultTimeout());
            case MAX_COMMAND_TIMEOUT -> seconds(BashLimits.DEFAULT.maxTimeout());
            case OUTPUT_CHARACTERS -> JsonValue.Amount.of(BashLimits.DEFAULT.maxOutput());
            case STREAM_SILENCE -> seconds(Patience.DEFAULT.silence());
            case ORPHAN_GRACE -> seconds(TaskSettings.DEFAULT.orphanGrace());
            case BACKGROUND_WAIT -> seconds(BACKGROUND_WAIT);
            case ALLOW, ASK, DENY, ADDITIONAL_DIRECTORIES, WRITABLE, HIDDEN, MODEL, EFFORT, MAX_TURNS, MAX_BUDGET ->
                new JsonValue.Nothing(0);
        };
    }

    private static JsonValue seconds(Duration time) {
        return JsonValue.Amount.of(time.toMillis() / 1000.0);
    }
}
