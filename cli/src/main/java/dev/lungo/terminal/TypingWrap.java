package dev.lungo.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Breaks prose between words, by the columns that its characters take. */
final class TypingWrap {
    /** What an item of a list may begin with. */
    private static final String BULLETS = "-*+✻·⎿✔✘■0123456789.)";

    private TypingWrap() {}

    /** The rows of a line; one where it fits or must not be broken. A word longer than a row is left to the terminal. */
    static List<Line> rows(Line line, int columns) {
        String text = line.plain();
        if (!line.isProse() || columns <= 0 || width(text) <= columns) {
            return List.of(line);
        }
        String indent = " ".repeat(Math.min(indent(text), columns / 3));
        var rows = new ArrayList<Line>();
        int begin = 0;
        while (begin < text.length()) {
            int end = end(text, begin, begin == 0 ? columns : columns - indent.length());
            Line start = begin == 0 ? Line.EMPTY : Line.of(Tint.PLAIN, indent);
            rows.add(part(start, line, begin, end));
            begin = end;
            while (begin < text.length() && text.charAt(begin) == ' ') {
                begin++;
            }
        }
        return rows;
    }

    /** Where the row that begins here ends: before a blank, or at the end of a word that is longer than the row. */
    private static int end(String text, int begin, int room) {
        int used = 0;
        int lastBlank = -1;
        boolean word = false;
        for (int at = begin; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            if (c == ' ' && word) {
                lastBlank = at;
            }
            word |= c != ' ';
            used += Math.max(0, WCWidth.wcwidth(c));
            if (used > room && lastBlank >= 0) {
                return lastBlank;
            }
        }
        return text.length();
    }

    /** Further rows of an item in a list stand below its text. */
    private static int indent(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        int item = at;
        while (item < text.length() && BULLETS.indexOf(text.charAt(item)) >= 0) {
            item++;
        }
        return item > at && item < text.length() && text.charAt(item) == ' ' ? item + 1 : at;
    }

    private static Line part(Line start, Line line, int begin, int end) {
        Line part = start;
        int at = 0;
        for (Line.Piece piece : line.pieces()) {
            int from = Math.max(begin - at, 0);
            int to = Math.min(end - at, piece.text().length());
            if (from < to) {
                part = part.and(List.of(new Line.Piece(piece.sgr(), piece.text().substring(from, to))));
            }
            at += piece.text().length();
        }
        return part;
    }

    private static int width(String text) {
        return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }
}
