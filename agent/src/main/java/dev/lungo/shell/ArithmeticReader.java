package dev.lungo.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads arithmetic: numbers, names, operators and expansions. Anything else is refused, quotes too. */
final class ArithmeticReader {
    private static final String OPERATORS = " \t\n+-*/%<>=!&|^~?:,@#";

    private final Grammar grammar;

    ArithmeticReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /** Up to {@code ))}, which is taken. */
    WordPart.Arithmetic closedByParentheses() {
        WordPart.Arithmetic arithmetic = upTo(")");
        grammar.cursor.next();
        if (grammar.cursor.raw() != ')') {
            throw grammar.cursor.refusal("it may be arithmetic or a subshell: write \"( (\" for a subshell");
        }
        grammar.cursor.next();
        return arithmetic;
    }

    /** Up to a square bracket, which is taken. */
    WordPart.Arithmetic closedByBracket() {
        WordPart.Arithmetic arithmetic = upTo("]");
        grammar.cursor.next();
        return arithmetic;
    }

    /** Up to one of these characters, outside parentheses and brackets; it is not taken. */
    WordPart.Arithmetic upTo(String ends) {
        Cursor cursor = grammar.cursor;
        var open = new StringBuilder();
        Set<String> names = new HashSet<>();
        List<WordPart> inside = new ArrayList<>();
        int start = cursor.at();
        while (!open.isEmpty() || ends.indexOf(cursor.raw()) < 0) {
            char c = cursor.raw();
            if (c == '(' || c == '[') {
                open.append(c == '(' ? ')' : ']');
                cursor.next();
            } else if (!open.isEmpty() && c == open.charAt(open.length() - 1)) {
                open.setLength(open.length() - 1);
                cursor.next();
            } else {
                token(c, names, inside);
            }
        }
        return new WordPart.Arithmetic(cursor.since(start), names, inside);
    }

    private void token(char c, Set<String> names, List<WordPart> inside) {
        Cursor cursor = grammar.cursor;
        if (ExpansionReader.isNameStart(c)) {
            names.add(ExpansionReader.name(cursor));
            if (cursor.raw() == '$') {
                throw cursor.refusal("a name in arithmetic is only known while it runs");
            }
        } else if (ExpansionReader.isDigit(c)) {
            while (ExpansionReader.isName(cursor.raw()) || cursor.raw() == '#') {
                cursor.next();
            }
        } else if (c == '$') {
            expansion(inside);
        } else if (OPERATORS.indexOf(c) >= 0) {
            if (c == '\n') {
                grammar.documents.refuseLineEnd();
            }
            cursor.next();
        } else {
            throw cursor.refusal("something in arithmetic is not known");
        }
    }

    private void expansion(List<WordPart> inside) {
        WordPart part = grammar.expansions.dollar(true);
        if (part instanceof WordPart.Literal || ExpansionReader.isName(grammar.cursor.raw())) {
            throw grammar.cursor.refusal("something in arithmetic is not known");
        }
        inside.add(part);
    }
}
