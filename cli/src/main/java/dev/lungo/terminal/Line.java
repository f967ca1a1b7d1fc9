package dev.lungo.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * One line for people, in pieces of different looks. Whatever text goes in, no control character and no escape sequence
 * comes out: all text is made harmless on its way in.
 *
 * @param isProse whether it may be broken between words; other lines are shown exactly as they are
 */
record Line(List<Piece> pieces, boolean isProse) {
    static final Line EMPTY = new Line(List.of(), false);

    Line {
        pieces = List.copyOf(pieces);
    }

    /** A stretch of text of one look. */
    record Piece(Tint tint, String text) {
        Piece {
            text = Harmless.line(text);
        }
    }

    static Line of(Tint tint, String text) {
        return new Line(List.of(new Piece(tint, text)), false);
    }

    Line and(Tint tint, String text) {
        var longer = new ArrayList<Piece>(pieces);
        longer.add(new Piece(tint, text));
        return new Line(longer, isProse);
    }

    /** The same line, which may be broken between words where it is too long. */
    Line prose() {
        return new Line(pieces, true);
    }

    String plain() {
        var text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }

    /** With the colour sequences of a terminal. */
    String coloured() {
        var text = new StringBuilder();
        for (Piece piece : pieces) {
            String sgr = piece.tint().sgr();
            if (sgr.isEmpty()) {
                text.append(piece.text());
            } else {
                text.append("\033[")
                        .append(sgr)
                        .append('m')
                        .append(piece.text())
                        .append("\033[0m");
            }
        }
        return text.toString();
    }
}
