package dev.lungo.settings;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What values a setting takes. */
sealed interface Kind {
    /** For messages. */
    String expected();

    boolean accepts(JsonValue value);

    /** One of some words. */
    record Choice(List<String> words) implements Kind {
        static Choice of(String... words) {
            return new Choice(List.of(words));
        }

        /** The names of constants in lower case. */
        static Choice of(Enum<?>[] constants) {
            return new Choice(Arrays.stream(constants).map(Choice::word).toList());
        }

        static String word(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String expected() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public boolean accepts(JsonValue value) {
            return value instanceof JsonValue.Text(String text, var _) && words.contains(text);
        }
    }

    /** A name. */
    record Name() implements Kind {
        @Override
        public String expected() {
            return "a name";
        }

        @Override
        public boolean accepts(JsonValue value) {
            return value instanceof JsonValue.Text(String text, var _) && isName(text);
        }

        private static boolean isName(String text) {
            return !text.isBlank()
                    && text.length() <= 200
                    && text.chars().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c));
        }
    }

    record Flag() implements Kind {
        @Override
        public String expected() {
            return "true or false";
        }

        @Override
        public boolean accepts(JsonValue value) {
            return value instanceof JsonValue.Truth;
        }
    }

    /**
     * A number.
     *
     * @param noun what is counted
     * @param or a word that stands for no limit
     */
    record Amount(String noun, BigDecimal least, BigDecimal most, boolean whole, Optional<String> or) implements Kind {
        static Amount whole(String noun, long least, long most) {
            return new Amount(noun, BigDecimal.valueOf(least), BigDecimal.valueOf(most), true, Optional.empty());
        }

        static Amount of(String noun, String least, String most) {
            return new Amount(noun, new BigDecimal(least), new BigDecimal(most), false, Optional.empty());
        }

        Amount or(String word) {
            return new Amount(noun, least, most, whole, Optional.of(word));
        }

        @Override
        public String expected() {
            return "a " + (whole ? "whole " : "") + "number of " + noun + " from " + least.toPlainString() + " to "
                    + most.toPlainString()
                    + or.map(word -> ", or \"" + word + "\"").orElse("");
        }

        @Override
        public boolean accepts(JsonValue value) {
            return value instanceof JsonValue.Amount(var number, var _)
                    ? fits(number)
                    : value instanceof JsonValue.Text(String text, var _) && or.equals(Optional.of(text));
        }

        private boolean fits(BigDecimal number) {
            return number.compareTo(least) >= 0
                    && number.compareTo(most) <= 0
                    && number.scale() < 20
                    && (!whole || number.stripTrailingZeros().scale() <= 0);
        }
    }

    /** Nothing of the network, all of it, or some hosts. */
    record Network() implements Kind {
        static final List<String> WORDS = List.of("none", "all");
        /** Of a host's name or address; a star in front stands for everything below. */
        static final String HOST = "(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.:_-]{0,252})";

        @Override
        public String expected() {
            return "\"none\", \"all\" or a list of hosts such as [\"repo.maven.apache.org\", \"*.npmjs.org\"]";
        }

        @Override
        public boolean accepts(JsonValue value) {
            return value instanceof JsonValue.Items(var items, var _)
                    ? items.stream()
                            .allMatch(item -> item instanceof JsonValue.Text(String host, var _) && host.matches(HOST))
                    : value instanceof JsonValue.Text(String text, var _) && WORDS.contains(text);
        }
    }

    /** Texts, one after the other; those of several files add up. */
    record Texts(Of of) implements Kind {
        enum Of {
            RULES,
            FOLDERS
        }

        @Override
        public String expected() {
            return switch (of) {
                case RULES -> "a list of rules such as [\"bash(npm test *)\", \"edit_file\"]";
                case FOLDERS -> "a list of paths such as [\"../shared\", \"~/.m2\"]";
            };
        }

        @Override
        public boolean accepts(JsonValue value) {
            return value instanceof JsonValue.Items(var items, var _)
                    && items.stream()
                            .allMatch(item -> item instanceof JsonValue.Text(String text, var _)
                                    && !text.isBlank()
                                    && text.indexOf('\0') < 0);
        }
    }

    /** The value for people: an entry for each of a list, else one. */
    static List<String> shown(JsonValue value) {
        return value instanceof JsonValue.Items(var items, var _)
                ? items.stream().map(Kind::text).toList()
                : List.of(text(value));
    }

    /** On one line. */
    static String line(JsonValue value) {
        return shown(value).stream().collect(Collectors.joining(", "));
    }

    private static String text(JsonValue value) {
        return value instanceof JsonValue.Text(String text, var _) ? Quoted.bare(text) : value.plain();
    }
}
