package dev.lungo.terminal;

import java.util.ArrayList;
import java.util.List;

/** Makes lines of an answer that arrives bit by bit. For one thread at a time. */
final class InteractiveText {
    /** A line longer than this is not held back until it ends. */
    private static final int LONGEST = 4_000;

    private final StringBuilder partial = new StringBuilder();
    private boolean inCode;

    /** Takes the next bit; answers the lines it completes. */
    List<Line> add(String delta) {
        var lines = new ArrayList<Line>();
        partial.append(delta);
        int begin = 0;
        for (int end = partial.indexOf("\n"); end >= 0; end = partial.indexOf("\n", begin)) {
            lines.add(styled(partial.substring(begin, end)));
            begin = end + 1;
        }
        partial.delete(0, begin);
        if (partial.length() > LONGEST) {
            lines.addAll(end());
        }
        return lines;
    }

    /** The line that is not complete yet. */
    Line partial() {
        return partial.isEmpty() ? Line.EMPTY : look(partial.toString());
    }

    /** The answer is complete; answers what is left of it. */
    List<Line> end() {
        List<Line> rest = partial.isEmpty() ? List.of() : List.of(styled(partial.toString()));
        partial.setLength(0);
        return rest;
    }

    /** Another answer begins; what is not complete never will be. */
    void drop() {
        partial.setLength(0);
        inCode = false;
    }

    private Line styled(String line) {
        Line styled = look(line);
        if (isFence(line)) {
            inCode = !inCode;
        }
        return styled;
    }

    private Line look(String line) {
        if (isFence(line)) {
            return Line.of(Tint.DIM, line);
        }
        if (inCode) {
            return Line.of(Tint.ACCENT, line);
        }
        return line.startsWith("#") && line.stripLeading().contains("# ")
                ? Line.of(Tint.BOLD, line).prose()
                : inline(line).prose();
    }

    private static boolean isFence(String line) {
        return line.stripLeading().startsWith("```");
    }

    /** Code in backticks and text in double stars; the marks stay, so that what is copied is what was written. */
    private static Line inline(String line) {
        Line styled = Line.EMPTY;
        int at = 0;
        while (at < line.length()) {
            String mark = line.startsWith("**", at) ? "**" : line.charAt(at) == '`' ? "`" : "";
            int end = mark.isEmpty() ? -1 : line.indexOf(mark, at + mark.length());
            if (end > at + mark.length()) {
                end += mark.length();
                styled = styled.and(mark.equals("`") ? Tint.ACCENT : Tint.BOLD, line.substring(at, end));
            } else {
                end = nextMark(line, at + Math.max(1, mark.length()));
                styled = styled.and(Tint.PLAIN, line.substring(at, end));
            }
            at = end;
        }
        return styled;
    }

    private static int nextMark(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            if (line.charAt(i) == '`' || line.startsWith("**", i)) {
                return i;
            }
        }
        return line.length();
    }
}
