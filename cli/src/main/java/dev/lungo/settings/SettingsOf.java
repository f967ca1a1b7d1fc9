package dev.lungo.settings;

import dev.lungo.model.Prompt.Effort;
import dev.lungo.permission.PermissionMode;
import dev.lungo.permission.PermissionRule;
import dev.lungo.permission.PermissionRules;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Turns checked values into what the rest of the program works with. */
final class SettingsOf {
    private final Merged merged;

    private SettingsOf(Merged merged) {
        this.merged = merged;
    }

    static Settings merged(Merged merged) {
        var of = new SettingsOf(merged);
        return new Settings(
                of.permissions(),
                of.sandbox(),
                of.chosen(Key.MODEL),
                of.chosen(Key.PROVIDER),
                of.text(Key.EFFORT)
                        .map(effort -> Effort.valueOf(effort.toUpperCase(Locale.ROOT)))
                        .orElse(Effort.DEFAULT),
                of.limits());
    }

    private PermissionSettings permissions() {
        return new PermissionSettings(
                text(Key.DEFAULT_MODE).flatMap(PermissionMode::of).orElseThrow(),
                new PermissionRules(rules(Key.DENY), rules(Key.ASK), rules(Key.ALLOW)),
                paths(Key.ADDITIONAL_DIRECTORIES));
    }

    private SandboxSettings sandbox() {
        return new SandboxSettings(
                SandboxSettings.Mode.valueOf(
                        text(Key.SANDBOX_MODE).orElseThrow().toUpperCase(Locale.ROOT)),
                network(value(Key.NETWORK)),
                paths(Key.WRITABLE),
                paths(Key.HIDDEN),
                isTrue(Key.ALLOW_COMMANDS),
                isTrue(Key.ALLOW_UNCONFINED));
    }

    private boolean isTrue(Key key) {
        return value(key) instanceof JsonValue.Truth(boolean isTrue, var _) && isTrue;
    }

    private static SandboxSettings.Network network(JsonValue value) {
        if (value instanceof JsonValue.Items items && !items.items().isEmpty()) {
            return new SandboxSettings.Network.Hosts(Kind.shown(items));
        }
        return value instanceof JsonValue.Text(String word, var _) && word.equals("all")
                ? new SandboxSettings.Network.All()
                : new SandboxSettings.Network.None();
    }

    private LimitSettings limits() {
        Duration usual = duration(Key.COMMAND_TIMEOUT);
        Duration longest = duration(Key.MAX_COMMAND_TIMEOUT);
        return new LimitSettings(
                usual,
                usual.compareTo(longest) > 0 ? usual : longest,
                number(Key.OUTPUT_CHARACTERS).orElseThrow().intValue(),
                merged.of(Key.STREAM_SILENCE).isEmpty() ? Optional.empty() : Optional.of(duration(Key.STREAM_SILENCE)),
                duration(Key.ORPHAN_GRACE),
                duration(Key.BACKGROUND_WAIT),
                number(Key.MAX_TURNS)
                        .map(turns -> OptionalInt.of(turns.intValue()))
                        .orElse(OptionalInt.empty()),
                number(Key.MAX_BUDGET)
                        .map(dollars -> OptionalDouble.of(dollars.doubleValue()))
                        .orElse(OptionalDouble.empty()));
    }

    private List<PermissionRule> rules(Key key) {
        return merged.of(key).stream()
                .flatMap(part -> part.value() instanceof JsonValue.Text(String rule, var _)
                        ? Optional.of(
                                PermissionRule.parse(rule, part.layer().source().ofRules()))
                                .stream()
                        : Optional.<PermissionRule>empty().stream())
                .toList();
    }

    private List<Path> paths(Key key) {
        return merged.of(key).stream()
                .map(part -> part.value() instanceof JsonValue.Text(String path, var _) ? Path.of(path) : Path.of(""))
                .distinct()
                .toList();
    }

    private Optional<Chosen> chosen(Key key) {
        List<Merged.Part> parts = merged.of(key);
        return parts.isEmpty()
                ? Optional.empty()
                : text(key)
                        .map(value -> new Chosen(value, parts.getLast().layer().source()));
    }

    private JsonValue value(Key key) {
        List<Merged.Part> parts = merged.of(key);
        return parts.isEmpty() ? Defaults.of(key) : parts.getLast().value();
    }

    private Optional<String> text(Key key) {
        return value(key) instanceof JsonValue.Text(String text, var _) ? Optional.of(text) : Optional.empty();
    }

    private Optional<BigDecimal> number(Key key) {
        return value(key) instanceof JsonValue.Amount(var number, var _) ? Optional.of(number) : Optional.empty();
    }

    /** A word in the place of the number stands for no limit. */
    private Duration duration(Key key) {
        return number(key)
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()))
                .orElse(LimitSettings.NO_LIMIT);
    }
}
