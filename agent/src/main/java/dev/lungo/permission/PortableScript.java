package dev.lungo.permission;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a script means the same to every shell that is called {@code sh}: the grammar is that of bash. Looks at its text,
 * quoted or not, and rather says no.
 */
final class PortableScript {
    /** Shells that may be asked to run one. */
    private static final Set<String> PLAIN = Set.of("sh", "dash", "ash");

    private static final Pattern BASH_ALONE = Pattern.compile(
            "\\[\\[|(?<!\\$)\\(\\(|\\$['\"\\[]|&>|>&(?![0-9-])|\\|&|[<>=+]\\(|<<"
                    + "|\\{[^}\\s]*(,|\\.\\.)|\\}[<>]|\\+=|;;?&|~[-+]"
                    + "|\\$\\{(?!([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?])\\})"
                    + "|\\b(function|select|time|coproc|declare|typeset|local|export|readonly|source|let|shopt|echo\\s+-)\\b");

    private PortableScript() {}

    /** Whether what a shell of this name makes of a script can be told. */
    static boolean isRead(String shell, String script) {
        return shell.equals("bash")
                || (PLAIN.contains(shell) && !BASH_ALONE.matcher(script).find());
    }
}
