package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;

/** Reads what is quoted, and here-documents, which are read much like it. */
final class QuoteReader {
    private final Grammar grammar;

    QuoteReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /** A backslash outside quotes, and the character that it protects. */
    WordPart escaped() {
        Cursor cursor = grammar.cursor;
        cursor.next();
        if (cursor.raw() == Cursor.END) {
            throw cursor.refusal("a backslash ends the line");
        }
        char c = cursor.next();
        // Half of a character beyond the basic plane would be escaped, the other half plain: it is the same text.
        return new WordPart.Literal(String.valueOf(c), WordPart.Quoting.BACKSLASH);
    }

    /** {@code '…'}. */
    WordPart single() {
        return new WordPart.Literal(singleText(), WordPart.Quoting.SINGLE);
    }

    private String singleText() {
        Cursor cursor = grammar.cursor;
        cursor.next();
        int start = cursor.at();
        while (cursor.raw() != '\'') {
            refuseEnd(cursor);
            cursor.next();
        }
        String text = cursor.since(start);
        cursor.next();
        return text;
    }

    /** {@code $'…'}; the cursor stands at the quote. */
    WordPart escapes() {
        Cursor cursor = grammar.cursor;
        cursor.next();
        var text = new StringBuilder();
        while (cursor.raw() != '\'') {
            refuseEnd(cursor);
            char c = cursor.next();
            if (c == '\\') {
                Escapes.read(cursor, text);
            } else {
                text.append(c);
            }
        }
        cursor.next();
        return new WordPart.Literal(text.toString(), WordPart.Quoting.ESCAPES);
    }

    /** {@code "…"}; at least one part, so that an empty word stays a word. */
    List<WordPart> doubled() {
        return grammar.deeper(() -> {
            Cursor cursor = grammar.cursor;
            cursor.next();
            var parts = new ArrayList<WordPart>();
            var text = new StringBuilder();
            while (cursor.raw() != '"') {
                refuseEnd(cursor);
                doubled(text, parts, "$`\"\\\n");
            }
            cursor.next();
            if (!text.isEmpty() || parts.isEmpty()) {
                flush(text, parts);
            }
            return parts;
        });
    }

    /** All of the text, as the body of a here-document that is expanded. */
    List<WordPart> document() {
        var parts = new ArrayList<WordPart>();
        var text = new StringBuilder();
        while (grammar.cursor.raw() != Cursor.END) {
            doubled(text, parts, "$`\\\n");
        }
        flush(text, parts);
        return parts;
    }

    private void doubled(StringBuilder text, List<WordPart> parts, String escapable) {
        Cursor cursor = grammar.cursor;
        char c = cursor.raw();
        if (c == '\\') {
            cursor.next();
            if (escapable.indexOf(cursor.raw()) < 0) {
                text.append('\\');
            } else if (cursor.next() != '\n') {
                text.append(cursor.raw(-1));
            }
        } else if (c == '`' || c == '$') {
            flush(text, parts);
            parts.add(c == '$' ? grammar.expansions.dollar(true) : grammar.expansions.backticks(true));
        } else {
            text.append(cursor.next());
        }
    }

    private void refuseEnd(Cursor cursor) {
        if (cursor.raw() == Cursor.END) {
            throw cursor.refusal("a quote is not closed");
        }
        if (cursor.raw() == '\n') {
            grammar.documents.refuseLineEnd();
        }
    }

    private static void flush(StringBuilder text, List<WordPart> parts) {
        if (!text.isEmpty() || parts.isEmpty()) {
            parts.add(new WordPart.Literal(text.toString(), WordPart.Quoting.DOUBLE));
            text.setLength(0);
        }
    }
}
