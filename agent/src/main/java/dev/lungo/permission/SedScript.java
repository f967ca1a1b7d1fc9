package dev.lungo.permission;

import java.util.regex.Pattern;

/** Whether a script for {@code sed} only prints: no command of it runs, reads or writes anything. One use. */
final class SedScript {
    /** Each bracket is closed before the pattern ends, with nothing in it that may end it elsewhere. */
    private static final Pattern PLAIN_BRACKETS =
            Pattern.compile("(?s)([^\\[\\\\]++|\\\\.|\\[\\^?([^\\[\\]\\\\\\n]|\\\\[a-z.]|\\[:[a-z]+:])+])*+");

    private static final int LONGEST_PATTERN = 2_000;

    private final String text;
    private int at;

    private SedScript(String text) {
        this.text = text;
    }

    static boolean onlyPrints(String script) {
        var sed = new SedScript(script);
        while (sed.more()) {
            if (!sed.command()) {
                return false;
            }
        }
        return true;
    }

    private boolean more() {
        while (at < text.length() && " \t\n;{}".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length();
    }

    private boolean command() {
        if (!addresses() || at >= text.length()) {
            return false;
        }
        char command = text.charAt(at++);
        return switch (command) {
            case '{' -> true;
            case 'p', 'P', 'd', 'D', 'n', 'N', 'g', 'G', 'h', 'H', 'x', '=', 'z', 'F' -> ends();
            case 'q', 'Q', 'l', 'L' -> digits() && ends();
            case 'b', 't', 'T', ':' -> label();
            case 's' -> regex() && delimited(text.charAt(at - 1)) && flags();
            case 'y' -> delimited() && delimited(text.charAt(at - 1)) && ends();
            case '#' -> comment();
            // w, W, r, R, e and what nobody knows do more than print.
            case 'a', 'i', 'c' -> line();
            default -> false;
        };
    }

    private boolean addresses() {
        if (!address()) {
            return false;
        }
        spaces();
        if (at < text.length() && text.charAt(at) == ',') {
            at++;
            spaces();
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '~')) {
                at++;
            }
            if (!address()) {
                return false;
            }
            spaces();
        }
        while (at < text.length() && text.charAt(at) == '!') {
            at++;
            spaces();
        }
        return true;
    }

    /** False where an address does not end. */
    private boolean address() {
        if (at >= text.length()) {
            return true;
        }
        char first = text.charAt(at);
        if (first == '$') {
            at++;
            return true;
        }
        if (Character.isDigit(first)) {
            digits();
            if (at < text.length() && text.charAt(at) == '~') {
                at++;
                digits();
            }
            return true;
        }
        if (first == '/' || first == '\\') {
            at += first == '\\' ? 1 : 0;
            if (!regex()) {
                return false;
            }
            while (at < text.length() && (text.charAt(at) == 'I' || text.charAt(at) == 'M')) {
                at++;
            }
        }
        return true;
    }

    /** A pattern. Where a bracket ends is not the same for every sed, so only those count that all of them read alike. */
    private boolean regex() {
        int begin = at;
        return delimited()
                && at - begin < LONGEST_PATTERN
                && PLAIN_BRACKETS.matcher(text.substring(begin + 1, at - 1)).matches();
    }

    /** What stands between two of the character here. */
    private boolean delimited() {
        if (at >= text.length() || "\n\\[]".indexOf(text.charAt(at)) >= 0) {
            return false;
        }
        return delimited(text.charAt(at++));
    }

    private boolean delimited(char end) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == end) {
                return true;
            }
            at += c == '\\' ? 1 : 0;
        }
        return false;
    }

    private boolean flags() {
        while (at < text.length() && "gpiIm0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return ends();
    }

    private boolean digits() {
        spaces();
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return true;
    }

    private boolean label() {
        spaces();
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return ends();
    }

    private boolean comment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        return true;
    }

    /** Text to the end of the line; with a backslash it would go on behind it. */
    private boolean line() {
        int begin = at;
        return comment() && text.substring(begin, at).indexOf('\\') < 0;
    }

    /** A command ends with the text, a line, a semicolon or a brace. */
    private boolean ends() {
        spaces();
        return at >= text.length() || ";}\n#".indexOf(text.charAt(at)) >= 0;
    }

    private void spaces() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }
}
