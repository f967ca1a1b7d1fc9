package dev.lungo.cli;

import dev.lungo.settings.SandboxSettings;
import dev.lungo.settings.SandboxSettings.Mode;
import dev.lungo.settings.SandboxSettings.Network;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How people and the model hear of the sandbox. */
record SandboxWords(SandboxSettings settings) {
    private static final int NAMED = 12;

    private static final String LINE = "- Commands run in a sandbox (";

    /** Its mode, as settings write it. */
    String mode() {
        return settings.mode().name().toLowerCase(Locale.ROOT);
    }

    /** For people: {@code strong sandbox, no network}; empty where there is none. */
    String forPeople() {
        return settings.mode() == Mode.OFF ? "" : mode() + " sandbox, " + network();
    }

    /** For a person at the start; empty where there is none. */
    String note() {
        return settings.mode() == Mode.OFF ? "" : "commands run in the " + forPeople();
    }

    /**
     * A line of the system prompt; empty where there is none.
     *
     * @param mayBeLeft whether somebody can allow a command to run outside
     */
    String forModel(boolean mayBeLeft) {
        if (settings.mode() == Mode.OFF) {
            return "";
        }
        String more =
                settings.writable().stream().limit(NAMED).map(Path::toString).collect(Collectors.joining(", "));
        return LINE + mode() + "): they write only in the folders above"
                + (more.isEmpty() ? "" : ", in " + more)
                + " and in $TMPDIR (each its own, gone after" + tmp() + "), have " + network() + loopback()
                + " and read no credentials. Where that may be why one failed (permission denied, read-only, host not found),"
                + " do not evade it: "
                + (mayBeLeft
                        ? "call it again with unconfined and a reason; the user is asked.\n"
                        : "say what is missing.\n");
    }

    private String tmp() {
        return switch (settings.mode()) {
            case OFF -> "";
            case LIGHT -> "; not in /tmp";
            case STRONG -> ", as /tmp is";
        };
    }

    private String loopback() {
        if (settings.network() instanceof Network.All) {
            return "";
        }
        return settings.mode() == Mode.LIGHT
                ? ", not even localhost (no sockets at all),"
                : ", each a localhost of its own (start and test a server in one command)";
    }

    /** The mode of the sandbox that a system prompt tells of; empty where there was none. */
    static Optional<String> toldIn(String system) {
        int at = system.indexOf("\n" + LINE);
        return Arrays.stream(Mode.values())
                .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                .filter(mode -> at >= 0 && system.startsWith(mode + "): ", at + 1 + LINE.length()))
                .findFirst();
    }

    private String network() {
        return switch (settings.network()) {
            case Network.None() -> "no network";
            case Network.All() -> "the whole network";
            case Network.Hosts(var hosts) ->
                "network to " + hosts.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (hosts.size() > NAMED ? " and others" : "") + " alone";
        };
    }
}
