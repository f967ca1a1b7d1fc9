package dev.lungo.permission;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges what a line sets in its own shell: variables, and through them what programs see. */
final class ShellState {
    private static final Map<String, KnownOptions> DECLARING = Map.of(
            "export", KnownOptions.of("x", ""),
            "declare", KnownOptions.of("x r a A g", ""),
            "typeset", KnownOptions.of("x r a A g", ""),
            "local", KnownOptions.of("r a A", ""),
            "readonly", KnownOptions.of("a A", ""));

    private static final KnownOptions READ = KnownOptions.of("r s p: t: n: N: d: a:", "");
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    private final Map<String, String> environment;

    ShellState(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether a builtin sets variables. */
    static boolean sets(String program) {
        return DECLARING.containsKey(program) || program.equals("read") || program.equals("unset");
    }

    static boolean declares(String builtin) {
        return DECLARING.containsKey(builtin);
    }

    /** Why the variables in front of a command, or alone on a line, have to be asked about. */
    Optional<String> doubt(Call call) {
        boolean alone = call.words().isEmpty();
        return call.settings().stream()
                .filter(setting -> alone ? !setting.staysInShell(environment) : !setting.harmless())
                .findFirst()
                .map(ShellState::told);
    }

    /** What is found out about a builtin that sets variables; empty for every other command. */
    Optional<Finding> builtin(Call call) {
        String program = call.program();
        KnownOptions options = program.equals("read") ? READ : DECLARING.get(program);
        boolean unset = program.equals("unset");
        if (options == null && !unset) {
            return Optional.empty();
        }
        var read = new ReadArguments(options == null ? KnownOptions.of("v", "") : options, true, call.arguments());
        if (read.doubt().isPresent()) {
            return Optional.of(Finding.Doubt.of(call, read.doubt().get()));
        }
        boolean exports = program.equals("export") || read.has("-x");
        if (!unset && !program.equals("read") && read.operands().isEmpty()) {
            return Optional.of(Finding.Doubt.reading(call, "it shows all variables"));
        }
        return Optional.of(operands(call, read.operands(), exports));
    }

    private Finding operands(Call call, List<Argument> operands, boolean exports) {
        for (Argument operand : operands) {
            int equals = operand.value().indexOf('=');
            String name = equals < 0 ? operand.value() : operand.value().substring(0, equals);
            if (!name.matches(NAME) || (equals < 0 && !operand.constant())) {
                return Finding.Doubt.of(call, "the name of a variable is not plain: " + operand.written());
            }
            Optional<String> value = operand.constant() && equals >= 0
                    ? Optional.of(operand.value().substring(equals + 1))
                    : Optional.empty();
            var setting = new Setting(name, value, operand.text(), Optional.empty());
            if (exports ? !setting.harmless() : !setting.staysInShell(environment)) {
                return new Finding.Doubt(call.shown(), told(setting), false, CommandSuggestions.exactly(call));
            }
        }
        return Finding.Fine.READS;
    }

    private static String told(Setting setting) {
        return setting.ruling()
                ? "it sets " + setting.name() + ", which decides what runs"
                : "it sets " + setting.name() + " for programs, and nobody knows what they make of it";
    }
}
