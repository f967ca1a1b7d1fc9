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

    /**
     * A stretch of text of one look.
     *
     * @param sgr parameters of the terminal's sequence for the look; empty for none
     */
    record Piece(String sgr, String text) {
        Piece {
            text = Harmless.line(text);
        }

        Piece(Tint tint, String text) {
            this(tint.sgr(), text);
        }
    }

    static Line of(Tint tint, String text) {
        return new Line(List.of(new Piece(tint, text)), false);
    }

    Line and(Tint tint, String text) {
        return and(List.of(new Piece(tint, text)));
    }

    Line and(List<Piece> more) {
        var longer = new ArrayList<Piece>(pieces);
        longer.addAll(more);
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
            if (piece.sgr().isEmpty()) {
                text.append(piece.text());
            } else {
                text.append("\033[")
                        .append(piece.sgr())
                        .append('m')
                        .append(piece.text())
                        .append("\033[0m");
            }
        }
        return text.toString();
    }
}
