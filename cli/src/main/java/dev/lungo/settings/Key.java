package dev.lungo.settings;

import dev.lungo.model.Prompt.Effort;
import dev.lungo.permission.PermissionMode;
import dev.lungo.tool.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting there is. The schema, the documentation's table and what is read all follow this list. */
public enum Key {
    DEFAULT_MODE(
            "permissions.defaultMode",
            new Kind.Choice(Arrays.stream(PermissionMode.values())
                    .map(PermissionMode::spelling)
                    .toList()),
            "How freely the agent acts where no rule decides."),
    ALLOW("permissions.allow", rules(), "Calls that run without asking."),
    ASK("permissions.ask", rules(), "Calls that are always asked about, even where a rule allows them."),
    DENY("permissions.deny", rules(), "Calls that never run. Counts before everything else."),
    ADDITIONAL_DIRECTORIES(
            "permissions.additionalDirectories",
            folders(),
            "Folders the agent may work on files in, besides the working folder."),
    SANDBOX_MODE(
            "sandbox.mode",
            Kind.Choice.of(SandboxSettings.Mode.values()),
            "How strongly commands are confined: not at all, by Landlock, by bubblewrap."),
    NETWORK("sandbox.network", new Kind.Network(), "What commands in the sandbox reach of the network."),
    WRITABLE(
            "sandbox.writable",
            folders(),
            "Folders that commands in the sandbox may write, besides the working folder."),
    HIDDEN(
            "sandbox.hidden",
            folders(),
            "Folders and files that commands in the sandbox cannot read, besides the secrets."),
    ALLOW_COMMANDS("sandbox.allowCommands", new Kind.Flag(), "Commands inside the sandbox need no asking."),
    ALLOW_UNCONFINED(
            "sandbox.allowUnconfined",
            new Kind.Flag(),
            "A person may be asked to let one command run outside the sandbox."),
    MODEL("model", new Kind.Name(), "The model, such as claude-opus-5-5, or opus, sonnet, haiku."),
    PROVIDER("provider", Kind.Choice.of("anthropic", "openai"), "Who serves the model."),
    EFFORT(
            "effort",
            Kind.Choice.of(Arrays.stream(Effort.values())
                    .filter(effort -> effort != Effort.DEFAULT)
                    .toArray(Effort[]::new)),
            "How hard the model thinks."),
    COMMAND_TIMEOUT(
            "limits.commandTimeoutSeconds",
            seconds("0.001", "315360000"),
            "How long a command is waited for before it goes on in the background."),
    MAX_COMMAND_TIMEOUT(
            "limits.maxCommandTimeoutSeconds",
            seconds("0.001", "315360000"),
            "The longest such wait a call may ask for."),
    OUTPUT_CHARACTERS(
            "limits.outputCharacters",
            Kind.Amount.whole("characters", 1_000, 150_000),
            "How much of a command's output the model is shown in one answer."),
    STREAM_SILENCE(
            "limits.streamSilenceSeconds", seconds("0.001", "315360000"), "A model silent so long is asked again."),
    ORPHAN_GRACE(
            "limits.orphanGraceSeconds",
            seconds("0.001", "315360000"),
            "How long the tasks of a Lungo that died run on."),
    BACKGROUND_WAIT(
            "limits.backgroundWaitSeconds",
            seconds("0", "315360000").or("none"),
            "How long a headless run waits for background tasks once the model is done."),
    MAX_TURNS(
            "limits.maxTurns",
            Kind.Amount.whole("model calls", 1, Integer.MAX_VALUE),
            "Model calls per prompt at most."),
    MAX_BUDGET("limits.maxBudgetUsd", Kind.Amount.of("US dollars", "0.0001", "1000000"), "Stop when so much is spent.");

    private final String spelling;

    @SuppressWarnings("ImmutableEnumChecker") // records of words and numbers
    private final Kind kind;

    private final String meaning;

    Key(String spelling, Kind kind, String meaning) {
        this.spelling = spelling;
        this.kind = kind;
        this.meaning = meaning;
    }

    /** As commands and messages write it, the group first. */
    public String spelling() {
        return spelling;
    }

    Kind kind() {
        return kind;
    }

    String meaning() {
        return meaning;
    }

    /** Whether the values of several files add up. */
    boolean addsUp() {
        return kind instanceof Kind.Texts;
    }

    /** The name of its group; empty for one that stands alone. */
    Optional<String> group() {
        int dot = spelling.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(spelling.substring(0, dot));
    }

    /** Its name within the group. */
    String lastName() {
        return spelling.substring(spelling.indexOf('.') + 1);
    }

    /** The setting of that name, the group first. */
    public static Optional<Key> of(String spelling) {
        return Arrays.stream(values())
                .filter(key -> key.spelling.equals(spelling))
                .findFirst();
    }

    static boolean isGroup(String name) {
        return Arrays.stream(values()).anyMatch(key -> key.group().equals(Optional.of(name)));
    }

    /** The setting that a mistyped one was meant to be: by its whole name, or by its last part in another group. */
    public static Optional<String> nearest(String typed) {
        List<String> names = Stream.concat(
                        Arrays.stream(values()).flatMap(key -> key.group().stream()),
                        Arrays.stream(values()).map(Key::spelling))
                .distinct()
                .toList();
        return Nearest.to(typed, names).or(() -> {
            String last = typed.substring(typed.lastIndexOf('.') + 1);
            List<String> lasts = new ArrayList<>();
            for (Key key : values()) {
                lasts.add(key.lastName());
            }
            return Nearest.to(last, lasts)
                    .flatMap(name -> Arrays.stream(values())
                            .filter(key -> key.lastName().equals(name))
                            .map(Key::spelling)
                            .findFirst());
        });
    }

    private static Kind rules() {
        return new Kind.Texts(Kind.Texts.Of.RULES);
    }

    private static Kind folders() {
        return new Kind.Texts(Kind.Texts.Of.FOLDERS);
    }

    private static Kind.Amount seconds(String least, String most) {
        return Kind.Amount.of("seconds", least, most);
    }
}
