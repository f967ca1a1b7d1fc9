package dev.lungo.tool;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people and models read them. */
final class Facts {
    private Facts() {}

    /** With separators: {@code 48,112}. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 line}, {@code 3 lines}. */
    static String count(long value, String noun) {
        return number(value) + " " + noun + (value == 1 ? "" : "s");
    }

    static String bytes(long value) {
        return count(value, "byte");
    }

    /** {@code 41.3 s}, {@code 12 min 3 s}, {@code 2 h 5 min}. */
    static String duration(Duration duration) {
        long tenths = duration.toMillis() / 100;
        if (tenths < 600) {
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        long seconds = duration.toSeconds();
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = duration.toMinutes();
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** A limit that somebody set: {@code 120 s}, without a fraction where there is none. */
    static String limit(Duration duration) {
        return duration.toMillis() % 1000 == 0 && duration.toSeconds() <= 600
                ? duration.toSeconds() + " s"
                : duration(duration);
    }

    /** The place itself, or the one before it where it would split a character in two. */
    static int boundary(CharSequence text, int at) {
        boolean splits = at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
        return splits ? at - 1 : at;
    }

    /** One line of at most {@code max} characters: line breaks and runs of spaces become one space. */
    static String oneLine(String text, int max) {
        var line = new StringBuilder();
        boolean gap = false;
        for (int at = 0; at < text.length() && line.length() <= max; at++) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                gap = !line.isEmpty();
                continue;
            }
            if (gap) {
                line.append(' ');
                gap = false;
            }
            line.append(c);
        }
        if (line.length() <= max) {
            return line.toString();
        }
        int cut = Character.isHighSurrogate(line.charAt(max - 2)) ? max - 2 : max - 1;
        return line.substring(0, cut) + "…";
    }
}
