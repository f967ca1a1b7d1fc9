package dev.lungo.cli;

import dev.lungo.model.Prompt.Effort;
import dev.lungo.permission.PermissionMode;
import dev.lungo.permission.PermissionRule;
import dev.lungo.proxy.AllowedHosts;
import dev.lungo.settings.LimitSettings;
import dev.lungo.settings.SandboxSettings;
import dev.lungo.tool.Nearest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The options of a conversation with the model, checked.
 *
 * @param print headless, even at a terminal
 * @param prompt the words of the command line
 * @param partialMessages pass the raw events of the stream on
 * @param script of the scripted provider
 * @param maxTurns model calls per prompt at most
 * @param maxBudget in US dollars
 * @param backgroundWait at most so long for running tasks once the model has ended its turn
 * @param permissionMode to begin with; empty where settings decide
 * @param allowedTools run without asking
 * @param disallowedTools never run; tools named as a whole are kept from the model
 * @param session a new one, or which one to go on with
 * @param settings more settings, or the file that has them
 * @param sandbox what confines commands; empty where settings decide
 * @param sandboxNetwork what confined commands reach: {@code none}, {@code all} or hosts with commas between
 * @param trust remember the working folder as trusted
 */
record TalkOptions(
        boolean print,
        Optional<String> prompt,
        OutputFormat output,
        boolean streamedInput,
        boolean partialMessages,
        boolean verbose,
        Optional<String> model,
        Optional<Provider> provider,
        Optional<Path> script,
        Optional<Effort> effort,
        OptionalInt maxTurns,
        OptionalDouble maxBudget,
        Optional<Duration> backgroundWait,
        Optional<PermissionMode> permissionMode,
        List<PermissionRule> allowedTools,
        List<PermissionRule> disallowedTools,
        String appendedSystemPrompt,
        List<Path> addedFolders,
        SessionWish session,
        Optional<String> settings,
        Optional<SandboxSettings.Mode> sandbox,
        Optional<String> sandboxNetwork,
        boolean trust) {
    /** Longer than any task may run. */
    static final Duration NO_LIMIT = LimitSettings.NO_LIMIT;

    /** What goes to stdout. */
    enum OutputFormat {
        TEXT,
        JSON,
        STREAM_JSON
    }

    /** Who serves the model. */
    enum Provider {
        ANTHROPIC,
        OPENAI,
        SCRIPTED
    }

    static TalkOptions of(CommandLine line) {
        for (Flag flag : List.of(
                Flag.FOLLOW,
                Flag.LINES,
                Flag.GREP,
                Flag.JSON,
                Flag.SESSION,
                Flag.FILES,
                Flag.CONVERSATION,
                Flag.USER,
                Flag.PROJECT,
                Flag.LOCAL,
                Flag.FAST)) {
            if (line.has(flag)) {
                throw new UsageException("the option " + flag.spelling() + " belongs to a command"
                        + (flag == Flag.JSON ? " (here it is --output-format json)" : ""));
            }
        }
        var values = new FlagValues(line);
        OutputFormat output =
                values.choice(Flag.OUTPUT_FORMAT, OutputFormat.class).orElse(OutputFormat.TEXT);
        boolean streamedInput =
                values.choice(Flag.INPUT_FORMAT, InputFormat.class).orElse(InputFormat.TEXT) == InputFormat.STREAM_JSON;
        String prompt = String.join(" ", line.words());
        if (streamedInput && output != OutputFormat.STREAM_JSON) {
            throw new UsageException("--input-format stream-json needs --output-format stream-json");
        }
        if (streamedInput && !prompt.isBlank()) {
            throw new UsageException("with --input-format stream-json the prompts come from stdin, not as an argument");
        }
        if (line.has(Flag.INCLUDE_PARTIAL_MESSAGES) && output != OutputFormat.STREAM_JSON) {
            throw new UsageException("--include-partial-messages needs --output-format stream-json");
        }
        return new TalkOptions(
                line.has(Flag.PRINT) || output != OutputFormat.TEXT,
                prompt.isBlank() ? Optional.empty() : Optional.of(prompt),
                output,
                streamedInput,
                line.has(Flag.INCLUDE_PARTIAL_MESSAGES),
                line.has(Flag.VERBOSE),
                line.value(Flag.MODEL),
                provider(line, values),
                line.value(Flag.SCRIPT).map(Path::of),
                values.choice(Flag.EFFORT, EffortName.class).map(name -> Effort.valueOf(name.name())),
                values.positive(Flag.MAX_TURNS),
                values.dollars(Flag.MAX_BUDGET_USD),
                backgroundWait(line, values),
                permissionMode(line),
                RuleWords.of(line, Flag.ALLOWED_TOOLS),
                RuleWords.of(line, Flag.DISALLOWED_TOOLS),
                line.value(Flag.APPEND_SYSTEM_PROMPT).orElse(""),
                line.values(Flag.ADD_DIR).stream().map(Path::of).toList(),
                SessionWish.of(line),
                line.value(Flag.SETTINGS),
                values.choice(Flag.SANDBOX, SandboxSettings.Mode.class),
                sandboxNetwork(line),
                line.has(Flag.TRUST));
    }

    private static Optional<String> sandboxNetwork(CommandLine line) {
        Optional<String> typed = line.value(Flag.SANDBOX_NETWORK);
        typed.filter(network -> !network.equals("none") && !network.equals("all"))
                .ifPresent(hosts -> {
                    try {
                        var _ = AllowedHosts.parse(List.of(hosts.split("[, ]+")));
                    } catch (IllegalArgumentException noHost) {
                        throw new UsageException(
                                Flag.SANDBOX_NETWORK.spelling() + " is none, all or hosts: " + noHost.getMessage());
                    }
                });
        return typed;
    }

    private enum InputFormat {
        TEXT,
        STREAM_JSON
    }

    private enum EffortName {
        LOW,
        MEDIUM,
        HIGH,
        XHIGH,
        MAX
    }

    private static Optional<Provider> provider(CommandLine line, FlagValues values) {
        Optional<Provider> provider = values.choice(Flag.PROVIDER, Provider.class);
        if (line.has(Flag.SCRIPT)) {
            if (provider.orElse(Provider.SCRIPTED) != Provider.SCRIPTED) {
                throw new UsageException("--script belongs to --provider scripted");
            }
            return Optional.of(Provider.SCRIPTED);
        }
        if (provider.equals(Optional.of(Provider.SCRIPTED))) {
            throw new UsageException("--provider scripted needs --script FILE");
        }
        return provider;
    }

    private static Optional<Duration> backgroundWait(CommandLine line, FlagValues values) {
        return line.value(Flag.BACKGROUND_WAIT)
                .map(wait ->
                        wait.toLowerCase(Locale.ROOT).equals("none") ? NO_LIMIT : values.seconds(Flag.BACKGROUND_WAIT));
    }

    private static Optional<PermissionMode> permissionMode(CommandLine line) {
        Optional<String> typed = line.value(Flag.PERMISSION_MODE);
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = Arrays.stream(PermissionMode.values())
                .map(PermissionMode::spelling)
                .toList();
        return Optional.of(PermissionMode.of(typed.get())
                .orElseThrow(() -> new UsageException("--permission-mode is one of " + String.join(", ", names)
                        + ", not '" + typed.get() + "'"
                        + Nearest.to(typed.get(), names)
                                .map(name -> ": did you mean " + name + "?")
                                .orElse(""))));
    }
}
