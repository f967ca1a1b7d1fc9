package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;

/** Reads words outside quotes. */
final class WordReader {
    private static final String META = " \t\n|&;()<>";

    private final Grammar grammar;

    WordReader(Grammar grammar) {
        this.grammar = grammar;
    }

    static boolean endsWord(char c) {
        return c == Cursor.END || META.indexOf(c) >= 0;
    }

    /** Whether a word begins here. */
    boolean isNext() {
        char c = grammar.cursor.peek();
        return !endsWord(c) || processSubstitutes();
    }

    /** The word that begins here. */
    Word word() {
        if (grammar.cursor.peek() == '#') {
            throw grammar.cursor.refusal("a comment stands where a word is expected");
        }
        int start = grammar.cursor.at();
        List<WordPart> parts = parts();
        String text = grammar.cursor.since(start);
        if (text.isEmpty()) {
            throw grammar.cursor.refusal("a word is missing");
        }
        return new Word(text, parts);
    }

    /** The value of an assignment: the parts up to the end of a word; none where it ends at once. */
    List<WordPart> value() {
        return parts();
    }

    private List<WordPart> parts() {
        var parts = new ArrayList<WordPart>();
        var plain = new StringBuilder();
        while (isNext()) {
            char c = grammar.cursor.peek();
            if (isSpecial(c)) {
                flush(plain, parts);
                special(c, parts);
            } else {
                plain.append(plain(grammar.cursor));
            }
        }
        flush(plain, parts);
        return Unquoted.parts(parts);
    }

    /** One part that is quoted or expanded; the cursor stands at its first character. */
    void special(char c, List<WordPart> parts) {
        switch (c) {
            case '\\' -> parts.add(grammar.quotes.escaped());
            case '\'' -> parts.add(grammar.quotes.single());
            case '"' -> parts.addAll(grammar.quotes.doubled());
            case '`' -> parts.add(grammar.expansions.backticks(false));
            case '$' -> parts.add(grammar.expansions.dollar(false));
            case '<', '>' -> parts.add(process());
            default -> throw new IllegalStateException("not special: " + c);
        }
    }

    static boolean isSpecial(char c) {
        return "\\'\"`$<>".indexOf(c) >= 0;
    }

    /** Takes a character that stands for itself. */
    static char plain(Cursor cursor) {
        char c = cursor.raw();
        if (c == '\r') {
            throw cursor.refusal("a carriage return stands outside quotes");
        }
        if (c > '~'
                && (Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || !Character.isDefined(c)
                        || isInvisible(c))) {
            throw cursor.refusal("a blank or invisible character stands outside quotes: U+%04X".formatted((int) c));
        }
        return cursor.next();
    }

    private static boolean isInvisible(char c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.CONTROL || type == Character.PRIVATE_USE;
    }

    private static void flush(StringBuilder plain, List<WordPart> parts) {
        if (!plain.isEmpty()) {
            parts.add(new WordPart.Literal(plain.toString(), WordPart.Quoting.NONE));
            plain.setLength(0);
        }
    }

    private boolean processSubstitutes() {
        return grammar.cursor.looksAt("<(") || grammar.cursor.looksAt(">(");
    }

    private WordPart process() {
        boolean output = grammar.cursor.next() == '>';
        if (!grammar.cursor.take("(")) {
            throw grammar.cursor.refusal("a redirection stands within a word");
        }
        return new WordPart.ProcessSubstitution(grammar.substituted(), output);
    }
}
