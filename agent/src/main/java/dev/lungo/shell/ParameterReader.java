package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;

/** Reads <code>${…}</code>. */
final class ParameterReader {
    private static final String TRANSFORMATIONS = "QUuLaAKkE";

    private final Grammar grammar;

    ParameterReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /** The cursor stands at the brace. */
    WordPart braced(boolean quoted) {
        Cursor cursor = grammar.cursor;
        cursor.next();
        var inside = new ArrayList<WordPart>();
        char prefix = cursor.raw();
        boolean prefixed = (prefix == '#' || prefix == '!') && cursor.raw(1) != '}';
        if (prefixed) {
            cursor.next();
        }
        String name = name();
        String before = prefixed ? String.valueOf(prefix) : "";
        int operation = cursor.at();
        if (prefixed && prefix == '!') {
            names();
        } else {
            if (cursor.raw() == '[' && ExpansionReader.isNameStart(name.charAt(0))) {
                subscript(inside);
            }
            if (!prefixed) {
                operation(quoted, inside);
            }
        }
        if (cursor.raw() != '}') {
            throw cursor.refusal("an expansion in ${…} is not known");
        }
        String text = before + cursor.since(operation);
        cursor.next();
        return new WordPart.Parameter(name, text, quoted, inside);
    }

    private String name() {
        Cursor cursor = grammar.cursor;
        String name = ExpansionReader.name(cursor);
        if (!name.isEmpty()) {
            return name;
        }
        int start = cursor.at();
        while (ExpansionReader.isDigit(cursor.raw())) {
            cursor.next();
        }
        if (cursor.at() == start) {
            if (ExpansionReader.SPECIAL.indexOf(cursor.raw()) < 0) {
                throw cursor.refusal("an expansion in ${…} is not known");
            }
            cursor.next();
        }
        return cursor.since(start);
    }

    /** Names of variables or of an array's elements; <code>${!name}</code> looks up a name that nobody can see. */
    private void names() {
        Cursor cursor = grammar.cursor;
        boolean keys = cursor.looksAt("[@]}") || cursor.looksAt("[*]}");
        boolean prefixes = cursor.looksAt("*}") || cursor.looksAt("@}");
        if (!keys && !prefixes) {
            throw cursor.refusal("${!…} expands a variable whose name is only known while it runs");
        }
        while (cursor.raw() != '}') {
            cursor.next();
        }
    }

    private void subscript(List<WordPart> inside) {
        Cursor cursor = grammar.cursor;
        cursor.next();
        if (cursor.looksAt("@]") || cursor.looksAt("*]")) {
            cursor.next();
            cursor.next();
        } else {
            inside.add(grammar.arithmetic.closedByBracket());
        }
    }

    private void operation(boolean quoted, List<WordPart> inside) {
        Cursor cursor = grammar.cursor;
        switch (cursor.raw()) {
            case '}' -> {}
            case '-', '=', '?', '+', '#', '%', '/', '^', ',' -> text(quoted, inside);
            case ':' -> {
                if ("-=?+".indexOf(cursor.raw(1)) >= 0) {
                    text(quoted, inside);
                } else {
                    slice(inside);
                }
            }
            case '@' -> {
                cursor.next();
                if (TRANSFORMATIONS.indexOf(cursor.next()) < 0) {
                    throw cursor.refusal("${…@…} may run what the variable holds");
                }
            }
            default -> throw cursor.refusal("an expansion in ${…} is not known");
        }
    }

    /** {@code :offset} and {@code :offset:length}. */
    private void slice(List<WordPart> inside) {
        for (int i = 0; i < 2 && grammar.cursor.raw() == ':'; i++) {
            grammar.cursor.next();
            inside.add(grammar.arithmetic.upTo(":}"));
        }
    }

    /** Anything up to the closing brace; only what is expanded in it is kept. */
    private void text(boolean quoted, List<WordPart> inside) {
        Cursor cursor = grammar.cursor;
        while (cursor.raw() != '}') {
            switch (cursor.raw()) {
                case Cursor.END -> throw cursor.refusal("${ is not closed");
                case '\\' -> {
                    cursor.next();
                    if (cursor.next() == Cursor.END) {
                        throw cursor.refusal("${ is not closed");
                    }
                }
                case '\'' -> {
                    if (quoted) {
                        throw cursor.refusal("a single quote stands in ${…} within double quotes");
                    }
                    grammar.quotes.single();
                }
                case '"' -> inside.addAll(expanded(grammar.quotes.doubled()));
                case '`' -> inside.add(grammar.expansions.backticks(quoted));
                case '$' -> inside.addAll(expanded(List.of(grammar.expansions.dollar(quoted))));
                case '<', '>' -> {
                    cursor.next();
                    if (cursor.raw() == '(') {
                        throw cursor.refusal("a process substitution stands in ${…}");
                    }
                }
                case '\n' -> {
                    grammar.documents.refuseLineEnd();
                    cursor.next();
                }
                default -> cursor.next();
            }
        }
    }

    private static List<WordPart> expanded(List<WordPart> parts) {
        return parts.stream()
                .filter(part -> !(part instanceof WordPart.Literal))
                .toList();
    }
}
