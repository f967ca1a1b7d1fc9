package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads assignments. */
final class AssignmentReader {
    private final Grammar grammar;

    AssignmentReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /** The assignment that begins here, or nothing, and then nothing is taken. */
    Optional<Assignment> assignment() {
        Cursor cursor = grammar.cursor;
        int start = cursor.at();
        String name = name();
        if (name.isEmpty()) {
            cursor.back(start);
            return Optional.empty();
        }
        var subscripts = new ArrayList<WordPart>();
        boolean element = cursor.peek() == '[';
        if (element) {
            cursor.next();
            subscripts.add(grammar.arithmetic.closedByBracket());
        }
        boolean append = cursor.take("+=");
        if (!append && !cursor.take("=")) {
            if (element) {
                throw cursor.refusal("a command's name holds a square bracket");
            }
            cursor.back(start);
            return Optional.empty();
        }
        boolean array = cursor.peek() == '(';
        if (array && element) {
            throw cursor.refusal("an array stands where one value is expected");
        }
        List<Word> values = array ? elements(subscripts) : List.of(value());
        return Optional.of(new Assignment(name, append, values, subscripts));
    }

    /** Whether an array follows the word that was just read: {@code name=(}, an argument of a declaration. */
    boolean isArrayNext(Word word) {
        return grammar.cursor.peek() == '('
                && word.constant()
                        .filter(text -> text.matches("[A-Za-z_][A-Za-z0-9_]*\\+?="))
                        .isPresent();
    }

    /** The array behind such a word, as one word that nobody takes for a constant. */
    Word declared(Word word) {
        int start = grammar.cursor.at();
        var parts = new ArrayList<WordPart>(word.parts());
        var subscripts = new ArrayList<WordPart>();
        List<Word> elements = elements(subscripts);
        parts.add(new WordPart.Glob(grammar.cursor.since(start)));
        parts.addAll(subscripts);
        elements.forEach(element -> parts.addAll(element.parts()));
        return new Word(word.text() + grammar.cursor.since(start), parts);
    }

    private String name() {
        Cursor cursor = grammar.cursor;
        var name = new StringBuilder();
        if (ExpansionReader.isNameStart(cursor.peek())) {
            while (ExpansionReader.isName(cursor.peek())) {
                name.append(cursor.next());
            }
        }
        return name.toString();
    }

    private Word value() {
        int start = grammar.cursor.at();
        List<WordPart> parts = grammar.words.value();
        return new Word(grammar.cursor.since(start), parts);
    }

    private List<Word> elements(List<WordPart> subscripts) {
        return grammar.deeper(() -> {
            Cursor cursor = grammar.cursor;
            cursor.next();
            var elements = new ArrayList<Word>();
            while (true) {
                grammar.lists.lineEndsInWord();
                if (cursor.take(")")) {
                    if (!WordReader.endsWord(cursor.peek()) || cursor.raw() == '(') {
                        throw cursor.refusal("something stands right behind an array");
                    }
                    return elements;
                }
                if (cursor.peek() == '[') {
                    cursor.next();
                    subscripts.add(grammar.arithmetic.closedByBracket());
                    if (!cursor.take("+=") && !cursor.take("=")) {
                        throw cursor.refusal("an element of an array is not clear");
                    }
                    elements.add(value());
                } else {
                    elements.add(grammar.words.word());
                }
            }
        });
    }
}
