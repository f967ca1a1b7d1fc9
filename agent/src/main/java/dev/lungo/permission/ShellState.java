package dev.lungo.permission;

import java.util.Map;
import java.util.Optional;

/** Judges what a line sets in its own shell: variables, and through them what programs see. */
final class ShellState {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    private final Map<String, String> environment;

    ShellState(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Why the variables in front of a command, or alone on a line, have to be asked about. */
    Optional<String> doubt(Call call) {
        boolean alone = call.words().isEmpty();
        return call.settings().stream()
                .filter(setting -> alone ? !setting.staysInShell(environment) : !setting.harmless())
                .findFirst()
                .map(ShellState::told);
    }

    /** What is found out about {@code export}; empty for every other command. */
    Optional<Finding> builtin(Call call) {
        if (!call.program().equals("export")) {
            return Optional.empty();
        }
        if (call.arguments().isEmpty()) {
            return Optional.of(Finding.Doubt.reading(call, "it shows all variables"));
        }
        for (Argument argument : call.arguments()) {
            int equals = argument.value().indexOf('=');
            String name = equals < 0 ? argument.value() : argument.value().substring(0, equals);
            if (!name.matches(NAME) || (equals < 0 && !argument.constant())) {
                return Optional.of(
                        Finding.Doubt.of(call, "the name of a variable is not plain: " + argument.written()));
            }
            Optional<String> value = argument.constant() && equals >= 0
                    ? Optional.of(argument.value().substring(equals + 1))
                    : Optional.empty();
            var setting = new Setting(name, value, argument.text(), Optional.empty());
            if (!setting.harmless()) {
                return Optional.of(
                        new Finding.Doubt(call.shown(), told(setting), false, CommandSuggestions.exactly(call)));
            }
        }
        return Optional.of(Finding.Fine.READS);
    }

    private static String told(Setting setting) {
        return setting.ruling()
                ? "it sets " + setting.name() + ", which decides what runs"
                : "it sets " + setting.name() + " for programs, and nobody knows what they make of it";
    }
}
