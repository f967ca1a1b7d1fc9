package dev.lungo.permission;

import java.util.List;
import java.util.regex.Pattern;

/** The arguments of {@code xxd}, which knows an option by its first letters and writes the second file that it is given. */
final class HexDump {
    private static final Pattern OPTION = Pattern.compile("-([beipudaE]|[cglo][0-9]{0,9})");

    private HexDump() {}

    /** Whether options stand one by one in front of a single file, or of none. */
    static boolean readsOneFile(Call call) {
        List<Argument> arguments = call.arguments();
        boolean value = false;
        for (int at = 0; at < arguments.size(); at++) {
            Argument argument = arguments.get(at);
            boolean option =
                    argument.constant() && OPTION.matcher(argument.value()).matches();
            boolean number = value && argument.constant() && argument.value().matches("[0-9]{1,9}");
            if (!option && !number) {
                return at == arguments.size() - 1 && argument.oneWord();
            }
            value = option && argument.value().matches("-[cglo]");
        }
        return true;
    }
}
