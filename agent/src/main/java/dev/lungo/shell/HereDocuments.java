package dev.lungo.shell;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The here-documents of a text: those whose lines are still to come, and those that were read. */
final class HereDocuments {
    /** Stands for a body until the text is read a second time. */
    private static final Redirection.HereDocument TO_COME =
            new Redirection.HereDocument(false, new Word("", List.of()));

    /** How quotes are removed from anything else is not worth knowing. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.+!-]+");

    private final Grammar grammar;
    private final Map<Integer, Redirection.HereDocument> known;

    /** Written by {@link #readPending} and {@link #announce}. */
    private final Map<Integer, Redirection.HereDocument> bodies = new HashMap<>();

    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    /** How many of the pending ones belong to the text around a substitution; written by {@link #enter} and {@link #leave}. */
    private int outer;

    /** A body that begins behind the next end of a line. */
    private record Pending(int at, String delimiter, boolean expands, boolean withoutTabs) {}

    /**
     * Of one text.
     *
     * @param known bodies by the place of their operator, from a first reading
     */
    HereDocuments(Grammar grammar, Map<Integer, Redirection.HereDocument> known) {
        this.grammar = grammar;
        this.known = known;
    }

    Map<Integer, Redirection.HereDocument> bodies() {
        return bodies;
    }

    /** An operator was read; answers its body, or a stand-in on the first reading. */
    Redirection.HereDocument announce(int at, Word delimiter, boolean withoutTabs) {
        String text = delimiter
                .constant()
                .filter(PLAIN.asMatchPredicate())
                .orElseThrow(() -> grammar.cursor.refusal("the delimiter of a here-document is not a plain word"));
        if (delimiter.text().contains("\\\n") || delimiter.text().contains("$")) {
            throw grammar.cursor.refusal("the delimiter of a here-document is not a plain word");
        }
        boolean expands = delimiter.parts().stream().allMatch(HereDocuments::isBare);
        pending.add(new Pending(at, text, expands, withoutTabs));
        return Optional.ofNullable(known.get(at)).orElse(TO_COME);
    }

    /** The end of a line was taken: the bodies follow. */
    void readPending() {
        if (pending.size() > 0 && outer > 0) {
            throw grammar.cursor.refusal(
                    "a line ends within a substitution before the here-document that began outside");
        }
        while (!pending.isEmpty()) {
            Pending next = pending.remove();
            bodies.put(next.at(), read(next));
        }
    }

    /** Refuses an end of a line within a word: whether a body begins there is nothing to rely on. */
    void refuseLineEnd() {
        if (!pending.isEmpty()) {
            throw grammar.cursor.refusal("a line ends within a word before a here-document");
        }
    }

    /** A substitution begins; answers what {@link #leave} wants. */
    int enter() {
        int before = outer;
        outer = pending.size();
        return before;
    }

    void leave(int before) {
        if (pending.size() > outer) {
            throw grammar.cursor.refusal("a here-document has no lines before its substitution ends");
        }
        outer = before;
    }

    void end() {
        if (!pending.isEmpty()) {
            throw grammar.cursor.refusal("a here-document has no lines");
        }
    }

    private Redirection.HereDocument read(Pending document) {
        var body = new StringBuilder();
        while (true) {
            if (grammar.cursor.raw() == Cursor.END) {
                throw grammar.cursor.refusal("a here-document does not end: " + document.delimiter());
            }
            String line = line(document);
            if (line.equals(document.delimiter())) {
                break;
            }
            body.append(line).append('\n');
        }
        String text = body.toString();
        List<WordPart> parts = document.expands()
                ? grammar.nestedDocument(text)
                : List.of(new WordPart.Literal(text, WordPart.Quoting.SINGLE));
        return new Redirection.HereDocument(document.expands(), new Word(text, parts));
    }

    /** One line without its end; where the body is expanded, lines that a backslash joins are one. */
    private String line(Pending document) {
        Cursor cursor = grammar.cursor;
        var line = new StringBuilder();
        boolean first = true;
        while (cursor.raw() != '\n' && cursor.raw() != Cursor.END) {
            if (first && document.withoutTabs() && cursor.raw() == '\t') {
                cursor.next();
                continue;
            }
            first = false;
            char c = cursor.next();
            if (c == '\\' && document.expands()) {
                if (cursor.raw() == '\n') {
                    cursor.next();
                    continue;
                }
                if (cursor.raw() != Cursor.END) {
                    line.append(c).append(cursor.next());
                    continue;
                }
            }
            line.append(c);
        }
        if (cursor.raw() == '\n') {
            cursor.next();
        }
        return line.toString();
    }

    private static boolean isBare(WordPart part) {
        return part instanceof WordPart.Literal literal && literal.quoting() == WordPart.Quoting.NONE;
    }
}
