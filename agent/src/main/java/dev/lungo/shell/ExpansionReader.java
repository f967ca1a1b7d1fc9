package dev.lungo.shell;

import java.util.List;

/** Reads what begins with a dollar sign or a backtick. */
final class ExpansionReader {
    static final String SPECIAL = "@*#?-$!";

    private final Grammar grammar;

    ExpansionReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /** What the dollar sign here begins; a literal where it stands for itself. */
    WordPart dollar(boolean quoted) {
        Cursor cursor = grammar.cursor;
        cursor.next();
        char c = cursor.raw();
        if (c == '(') {
            return cursor.raw(1) == '(' ? arithmetic() : substitution(quoted);
        }
        if (c == '{') {
            return grammar.deeper(() -> grammar.parameters.braced(quoted));
        }
        if (c == '\'' && !quoted) {
            return grammar.quotes.escapes();
        }
        if (isNameStart(c)) {
            return new WordPart.Parameter(name(cursor), "", quoted, List.of());
        }
        if (SPECIAL.indexOf(c) >= 0 || isDigit(c)) {
            return new WordPart.Parameter(String.valueOf(cursor.next()), "", quoted, List.of());
        }
        if (c == '[' || (c == '"' && !quoted) || (c > '~' && c != Cursor.END) || (c == '\\' && cursor.raw(1) == '\n')) {
            throw cursor.refusal("a dollar sign stands before something unusual");
        }
        return new WordPart.Literal("$", quoted ? WordPart.Quoting.DOUBLE : WordPart.Quoting.NONE);
    }

    /** Backticks: their text is read once for backslashes, and then as a script. */
    WordPart backticks(boolean quoted) {
        Cursor cursor = grammar.cursor;
        cursor.next();
        var text = new StringBuilder();
        while (cursor.raw() != '`') {
            char c = cursor.next();
            if (c == Cursor.END) {
                throw cursor.refusal("a backtick is not closed");
            }
            if (c == '\n') {
                grammar.documents.refuseLineEnd();
            }
            if (c == '\\') {
                char escaped = cursor.raw();
                if ((escaped == '"' && quoted) || escaped == '\n' || escaped == Cursor.END) {
                    throw cursor.refusal("a backslash in backticks is not clear");
                }
                if (escaped == '`' || escaped == '\\' || escaped == '$') {
                    c = cursor.next();
                }
            }
            text.append(c);
        }
        Script script = grammar.nestedScript(text.toString());
        cursor.next();
        return new WordPart.Substitution(script, quoted);
    }

    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isName(char c) {
        return isNameStart(c) || isDigit(c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Takes a name; empty where none stands here. */
    static String name(Cursor cursor) {
        int start = cursor.at();
        if (isNameStart(cursor.raw())) {
            while (isName(cursor.raw())) {
                cursor.next();
            }
        }
        if (cursor.raw() == '\\' && cursor.raw(1) == '\n') {
            throw cursor.refusal("a name is continued on the next line");
        }
        return cursor.since(start);
    }

    private WordPart substitution(boolean quoted) {
        grammar.cursor.next();
        return new WordPart.Substitution(grammar.substituted(), quoted);
    }

    private WordPart arithmetic() {
        grammar.cursor.next();
        grammar.cursor.next();
        return grammar.deeper(grammar.arithmetic::closedByParentheses);
    }
}
