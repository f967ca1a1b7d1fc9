package dev.lungo.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Claude models can, told from their ids, so that the first request needs no question before it. A model that is
 * newer than this table counts as the newest of its family; gateways' names around the id do not matter.
 */
final class ClaudeModels {
    private static final int MILLION = 1_000_000;

    /** For names that tell nothing: what nearly every server takes. */
    static final Capabilities UNKNOWN = new Capabilities(false, false, 200_000, 32_000, 0, 0);

    private ClaudeModels() {}

    private enum Family {
        OPUS("opus", 505),
        SONNET("sonnet", 505),
        HAIKU("haiku", 505),
        FABLE("fable", 502),
        MYTHOS("mythos", 502);

        final String word;

        /** The newest that the table was written for. */
        final int newest;

        Family(String word, int newest) {
            this.word = word;
            this.newest = newest;
        }
    }

    /** Such as 505 for 5.5, of a family. */
    private record Version(Family family, int number) {}

    /** Whether the table was written for it: neither a name that tells nothing nor a newer model. */
    static boolean knows(String id) {
        Version version = version(id);
        return version != null && version.number <= version.family.newest;
    }

    static Capabilities of(String id) {
        Version version = version(id);
        return version == null ? UNKNOWN : of(version.family, version.number);
    }

    private static @Nullable Version version(String id) {
        String name = id.toLowerCase(Locale.ROOT);
        for (Family family : Family.values()) {
            int at = name.indexOf(family.word);
            if (name.contains("claude") && at >= 0) {
                int behind = number(name.substring(at + family.word.length()));
                // Before Claude 4 the version stood in front of the family.
                return new Version(
                        family,
                        behind > 0 ? behind : Math.max(number(name.substring(name.indexOf("claude") + 6)), 300));
            }
        }
        return null;
    }

    private static Capabilities of(Family family, int version) {
        return switch (family) {
            case OPUS -> opus(version);
            case SONNET -> sonnet(version);
            case HAIKU -> haiku(version);
            case FABLE, MYTHOS ->
                new Capabilities(version >= 500, true, MILLION, 128_000, 10, 50, version >= 501 ? 0.025 : 0.1);
        };
    }

    private static Capabilities opus(int version) {
        if (version >= 505) {
            return new Capabilities(true, true, MILLION, 128_000, 4, 20, 0.05);
        }
        if (version >= 406) {
            return new Capabilities(version >= 408, true, MILLION, 128_000, 5, 25);
        }
        return version >= 405
                ? new Capabilities(false, false, 200_000, 64_000, 5, 25)
                : new Capabilities(false, false, 200_000, version >= 400 ? 32_000 : 4_096, 15, 75);
    }

    private static Capabilities sonnet(int version) {
        if (version >= 500) {
            return new Capabilities(true, true, MILLION, 128_000, 2, 10, version >= 505 ? 0.05 : 0.1);
        }
        return version >= 406
                ? new Capabilities(false, true, MILLION, 128_000, 3, 15)
                : new Capabilities(false, false, 200_000, version >= 307 ? 64_000 : 8_192, 3, 15);
    }

    private static Capabilities haiku(int version) {
        if (version >= 505) {
            // Five times as much where a prompt has more than 100,000 tokens; that is not counted.
            return new Capabilities(true, true, MILLION, 128_000, 0.1, 0.5);
        }
        return version >= 405
                ? new Capabilities(false, false, 200_000, 64_000, 1, 5)
                : new Capabilities(false, false, 200_000, version >= 305 ? 8_192 : 4_096, 0.8, 4);
    }

    /** 505 for {@code -5-5} or {@code -5.5}, 500 for {@code -5-20260101}; 0 where there is no number. */
    private static int number(String text) {
        int major = digits(text, 1);
        if (major < 0 || major > 99) {
            return 0;
        }
        int minor = digits(text, 2 + Integer.toString(major).length());
        return major * 100 + (minor > 0 && minor <= 99 ? minor : 0);
    }

    /** The digits after a separator, or -1. */
    private static int digits(String text, int from) {
        if (from > text.length() || "-._".indexOf(text.charAt(from - 1)) < 0) {
            return -1;
        }
        int end = from;
        while (end < text.length() && end < from + 9 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == from ? -1 : Integer.parseInt(text.substring(from, end));
    }
}
