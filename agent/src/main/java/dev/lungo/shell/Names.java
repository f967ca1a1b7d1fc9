package dev.lungo.shell;

import java.util.Set;
import java.util.regex.Pattern;

/** Names of variables. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** The shell gives them numbers, and evaluates what they are assigned. */
    static final Set<String> NUMBERS = Set.of(
            "RANDOM",
            "SRANDOM",
            "SECONDS",
            "LINENO",
            "OPTIND",
            "HISTCMD",
            "EPOCHSECONDS",
            "BASHPID",
            "UID",
            "EUID",
            "PPID");

    /** An assignment to one of them changes how the rest of a script is read, or is run itself. */
    static final Set<String> UNTOUCHABLE =
            Set.of("PS4", "POSIXLY_CORRECT", "BASH_COMPAT", "BASH_ALIASES", "BASH_CMDS", "BASHOPTS", "SHELLOPTS");

    private Names() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
