package dev.lungo.permission;

import java.util.List;

/**
 * A pattern of commands: {@code npm test} exactly, {@code npm test:*} with whatever arguments, {@code npm * --dry-run} with
 * {@code *} for any text, also across words; a last {@code  *} may also stand for nothing.
 *
 * @param forms texts with {@link Wildcard#ANY}, one of which has to fit; spaces in them divide words
 */
record CommandPattern(List<String> forms) {
    /** How a command fits. */
    enum Fit {
        NO,
        /** What the shell makes up while it runs decides. */
        MAYBE,
        YES
    }

    CommandPattern {
        forms = List.copyOf(forms);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static CommandPattern parse(String text) {
        boolean prefix = text.endsWith(":*");
        String bare = prefix ? text.substring(0, text.length() - 2) : text;
        boolean open = prefix || (bare.endsWith(" *") && !bare.endsWith("\\ *"));
        String base = form(prefix || !open ? bare : bare.substring(0, bare.length() - 2), text);
        if (base.isEmpty()) {
            throw new IllegalArgumentException(
                    "the pattern '" + text + "' names no command: 'npm test', 'npm test:*' or 'npm * --dry-run'");
        }
        return new CommandPattern(open ? List.of(base, base + " " + Wildcard.ANY) : List.of(base));
    }

    /** Whether it has no wildcard. */
    boolean exact() {
        return forms.size() == 1 && forms.getFirst().indexOf(Wildcard.ANY) < 0;
    }

    /** Whether its first word stands somewhere in a line, as a word or behind a slash; one that may be any does. */
    boolean names(String line) {
        String form = forms.getFirst();
        int end = 0;
        while (end < form.length() && form.charAt(end) != ' ' && form.charAt(end) != Wildcard.ANY) {
            end++;
        }
        String program = form.substring(form.lastIndexOf('/', end) + 1, end);
        if (program.isEmpty()) {
            return true;
        }
        String bare = line.replaceAll("[\\\\'\"]", "");
        for (int at = bare.indexOf(program); at >= 0; at = bare.indexOf(program, at + 1)) {
            int behind = at + program.length();
            if ((at == 0 || !isNamePart(bare.charAt(at - 1)))
                    && (behind == bare.length() || !isNamePart(bare.charAt(behind)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    Fit fit(CommandText command) {
        for (String form : forms) {
            if (Wildcard.matches(form, command.text())) {
                return Fit.YES;
            }
        }
        int opaque = command.text().indexOf(CommandText.OPAQUE);
        if (opaque < 0) {
            return Fit.NO;
        }
        String known = command.text().substring(0, opaque);
        for (String form : forms) {
            int any = form.indexOf(Wildcard.ANY);
            String fixed = any < 0 ? form : form.substring(0, any);
            if (fixed.startsWith(known.stripTrailing()) || known.startsWith(fixed)) {
                return Fit.MAYBE;
            }
        }
        return Fit.NO;
    }

    /** Words divided by single spaces; what quotes or a backslash protect stands for itself. */
    private static String form(String written, String whole) {
        var form = new StringBuilder();
        char quote = 0;
        boolean inWord = false;
        for (int at = 0; at < written.length(); at++) {
            char c = written.charAt(at);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                inWord = start(form, inWord);
            } else if (quote != '\'' && c == '\\' && at + 1 < written.length()) {
                inWord = start(form, inWord);
                form.append(CommandText.inWord(written.charAt(++at)));
            } else if (quote == 0 && Character.isWhitespace(c)) {
                inWord = false;
            } else {
                inWord = start(form, inWord);
                form.append(quote == 0 && c == '*' ? Wildcard.ANY : CommandText.inWord(c));
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("the pattern '" + whole + "' has a quote that is not closed");
        }
        return form.toString();
    }

    private static boolean start(StringBuilder form, boolean inWord) {
        if (!inWord && !form.isEmpty()) {
            form.append(' ');
        }
        return true;
    }
}
