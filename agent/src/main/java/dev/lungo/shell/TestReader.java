package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code [[ … ]]}. */
final class TestReader {
    private static final String UNARY = "abcdefghknoprstuvwxzGLNORS";
    private static final Set<String> COMPARISONS = Set.of("=", "==", "!=", "-nt", "-ot", "-ef");
    private static final Set<String> NUMERIC = Set.of("-eq", "-ne", "-lt", "-le", "-gt", "-ge");
    private static final Set<String> OF_NAMES = Set.of("-v", "-R");

    private final Grammar grammar;

    TestReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /** The opening brackets are taken. */
    ShellCommand test() {
        var operands = new ArrayList<Word>();
        var numbers = new ArrayList<Word>();
        either(operands, numbers);
        if (!closes()) {
            throw grammar.cursor.refusal("[[ is not closed");
        }
        grammar.cursor.take("]]");
        return new ShellCommand.Test(operands, numbers);
    }

    private void either(List<Word> operands, List<Word> numbers) {
        do {
            do {
                grammar.deeper(() -> {
                    term(operands, numbers);
                    return operands;
                });
                grammar.lists.lineEndsInWord();
            } while (grammar.cursor.take("&&"));
        } while (grammar.cursor.take("||"));
    }

    private void term(List<Word> operands, List<Word> numbers) {
        Cursor cursor = grammar.cursor;
        grammar.lists.lineEndsInWord();
        while (grammar.simple.keyword().equals("!")) {
            cursor.take("!");
            grammar.lists.lineEndsInWord();
        }
        if (cursor.take("(")) {
            either(operands, numbers);
            if (!cursor.take(")")) {
                throw cursor.refusal("a parenthesis in [[ is not closed");
            }
            return;
        }
        Word first = operand();
        operands.add(first);
        cursor.blanks();
        if (isUnary(first)) {
            Word second = operand();
            operands.add(second);
            if (OF_NAMES.contains(first.text()) && !Names.isName(second.text())) {
                throw cursor.refusal("[[ " + first.text() + " evaluates what it is given");
            }
            return;
        }
        if (cursor.take("<") || cursor.take(">")) {
            cursor.blanks();
            operands.add(operand());
        } else if (grammar.words.isNext() && !closes()) {
            binary(first, operands, numbers);
        }
    }

    private void binary(Word first, List<Word> operands, List<Word> numbers) {
        Cursor cursor = grammar.cursor;
        String operator = grammar.words.word().text();
        cursor.blanks();
        if (operator.equals("=~")) {
            operands.add(pattern());
            return;
        }
        if (!COMPARISONS.contains(operator) && !NUMERIC.contains(operator)) {
            throw cursor.refusal("an operator in [[ is not known");
        }
        Word second = operand();
        operands.add(second);
        if (NUMERIC.contains(operator)) {
            numbers.add(first);
            numbers.add(second);
        }
    }

    private Word operand() {
        if (!grammar.words.isNext() || closes()) {
            throw grammar.cursor.refusal("an operand in [[ is missing");
        }
        Word word = grammar.words.word();
        if (grammar.cursor.raw() == '(') {
            throw grammar.cursor.refusal("a pattern in [[ is not known");
        }
        return word;
    }

    private boolean closes() {
        return grammar.simple.keyword().equals("]]");
    }

    private static boolean isUnary(Word word) {
        return word.text().length() == 2
                && word.text().charAt(0) == '-'
                && UNARY.indexOf(word.text().charAt(1)) >= 0;
    }

    /** A regular expression: parentheses and bars belong to it. */
    private Word pattern() {
        Cursor cursor = grammar.cursor;
        int start = cursor.at();
        var parts = new ArrayList<WordPart>();
        int open = 0;
        if (cursor.peek() == '#') {
            throw cursor.refusal("a comment stands where a word is expected");
        }
        while (!isBlank(cursor.peek())) {
            char c = cursor.raw();
            if (c == '<' || c == '>' || c == '&' || c == ';' || c == '`') {
                throw cursor.refusal("a regular expression is not clear");
            }
            if (WordReader.isSpecial(c)) {
                grammar.words.special(c, parts);
                continue;
            }
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (open < 0) {
                throw cursor.refusal("a regular expression has a closing parenthesis too much");
            }
            WordReader.plain(cursor);
        }
        String text = cursor.since(start);
        if (open > 0 || text.isEmpty()) {
            throw cursor.refusal("a regular expression is not clear");
        }
        parts.add(new WordPart.Glob(text));
        return new Word(text, parts);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == Cursor.END;
    }
}
