package dev.lungo.permission;

import java.util.regex.Pattern;

/** Whether a program for {@code awk} only prints. Looks at its text and does not parse it: rather says no. */
final class AwkProgram {
    private static final Pattern RUNNING =
            Pattern.compile("system|getline|@|close|fflush|ENVIRON|PROCINFO|SYMTAB|FUNCTAB|ARGV|`|\\\\\\R");

    private AwkProgram() {}

    static boolean onlyPrints(String program) {
        if (RUNNING.matcher(program).find()) {
            return false;
        }
        int print = program.indexOf("print");
        String behind = (print < 0 ? "" : program.substring(print)).replace("||", "");
        // Behind a print these send the output to a file or a program; before it they compare and choose.
        return behind.indexOf('>') < 0 && behind.indexOf('|') < 0;
    }
}
