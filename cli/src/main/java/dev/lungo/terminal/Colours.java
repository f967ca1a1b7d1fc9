package dev.lungo.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the colours out of a command's output, line by line: what is left is text, and how it looks is known apart from it.
 * A colour goes on in the next line until the command ends it. Used by one thread.
 */
final class Colours {
    private static final Pattern SGR = Pattern.compile("(?:\033\\[|\u009b)([0-9;:]{0,200})m");

    private Look look = Look.PLAIN;

    /** The pieces of a line of output; their text may hold anything else still. */
    List<Line.Piece> pieces(String line) {
        var pieces = new ArrayList<Line.Piece>();
        Matcher sequence = SGR.matcher(line);
        int at = 0;
        while (sequence.find()) {
            add(pieces, line.substring(at, sequence.start()));
            look = look.after(sequence.group(1));
            at = sequence.end();
        }
        add(pieces, line.substring(at));
        return pieces;
    }

    private void add(List<Line.Piece> pieces, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Line.Piece(look.sgr(), text));
        }
    }
}
