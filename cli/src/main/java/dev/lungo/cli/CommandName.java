package dev.lungo.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands that are words; without one, Lungo talks to the model. */
enum CommandName {
    DEMO,
    SESSIONS,
    TASKS,
    LOGS,
    STOP,
    REWIND,
    CONFIG,
    DOCTOR;

    String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<CommandName> of(String spelling) {
        return Arrays.stream(values())
                .filter(name -> name.spelling().equals(spelling))
                .findFirst();
    }

    static List<String> spellings() {
        return Arrays.stream(values()).map(CommandName::spelling).toList();
    }
}
