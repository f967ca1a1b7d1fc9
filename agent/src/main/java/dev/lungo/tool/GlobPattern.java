package dev.lungo.tool;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A file name pattern: {@code *} and {@code ?} within a name, {@code **} across folders, <code>{a,b}</code> and
 * {@code [a-z]}. One without a slash matches names at any depth.
 */
final class GlobPattern {
    private static final int BUDGET = 1_000_000;

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private final Pattern pattern;
    private int at;
    private int braces;

    private GlobPattern(String glob) {
        this.glob = glob;
        while (at < glob.length()) {
            next(glob.charAt(at++));
        }
        if (braces > 0) {
            throw new ToolInput.Invalid("The glob pattern " + glob + " has a { without a }. Send a corrected one.");
        }
        try {
            this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException malformed) {
            throw new ToolInput.Invalid(
                    "Not a glob pattern: " + glob + " (" + malformed.getDescription() + "). Send a corrected one.");
        }
    }

    /** For paths relative to the folder where the search starts. */
    static GlobPattern of(String glob) {
        String relative = glob.startsWith("./") ? glob.substring(2) : glob;
        return new GlobPattern(relative.indexOf('/') < 0 ? "**/" + relative : relative);
    }

    /** Exactly as written, without the rule for patterns that have no slash. */
    static GlobPattern anchored(String glob) {
        return new GlobPattern(glob);
    }

    /** Whether a path with {@code /} between its names fits; a pattern that would take forever fits nothing. */
    boolean matches(String path) {
        try {
            return pattern.matcher(new PatientText(path, BUDGET)).matches();
        } catch (PatientText.OutOfPatience tooComplex) {
            return false;
        }
    }

    private void next(char c) {
        switch (c) {
            case '*' -> star();
            case '?' -> regex.append("[^/]");
            case '[' -> set();
            case '{' -> {
                braces++;
                regex.append("(?:");
            }
            case '}' -> {
                regex.append(braces > 0 ? ")" : "\\}");
                braces = Math.max(0, braces - 1);
            }
            case ',' -> regex.append(braces > 0 ? "|" : ",");
            case '\\' -> literal(at < glob.length() ? glob.charAt(at++) : '\\');
            default -> literal(c);
        }
    }

    private void star() {
        if (at == glob.length() || glob.charAt(at) != '*') {
            regex.append("[^/]*");
            return;
        }
        boolean startsName = at < 2 || glob.charAt(at - 2) == '/' || glob.charAt(at - 2) == '{';
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        if (startsName && at < glob.length() && glob.charAt(at) == '/') {
            at++;
            regex.append("(?:[^/]+/)*");
            return;
        }
        regex.append(".*");
    }

    private void set() {
        int end = glob.indexOf(']', at + 1);
        if (end < 0) {
            literal('[');
            return;
        }
        String members = glob.substring(at, end);
        at = end + 1;
        boolean negated = members.startsWith("!") || members.startsWith("^");
        regex.append(negated ? "[^/" : "[");
        for (char c : members.substring(negated ? 1 : 0).toCharArray()) {
            if (c == '[' || c == ']' || c == '\\' || c == '&' || c == '^') {
                regex.append('\\');
            }
            regex.append(c);
        }
        regex.append(']');
    }

    private void literal(char c) {
        if (!Character.isLetterOrDigit(c) && c < 128) {
            regex.append('\\');
        }
        regex.append(c);
    }
}
