package dev.lungo.permission;

/**
 * A word that a command gets, as far as it is known before it runs.
 *
 * @param written as it stands in the line
 * @param kind how much is known
 * @param value of a constant, all of it; of a pattern, the pattern as {@link NamePattern} has it; else what is known to be in
 *     front
 * @param text as rules see it, see {@link CommandText}
 */
record Argument(String written, Kind kind, String value, String text) {
    /** How much is known of a word. */
    enum Kind {
        CONSTANT,
        /** Names of files that fit a pattern. */
        PATTERN,
        /** A number. */
        NUMBER,
        /** The pipe that a process substitution makes. */
        PIPE,
        /** A file that {@code find} finds and that is no link: it lies below the place where it was looked for. */
        FOUND,
        /** The same, and it may be a link. */
        LINK,
        /** Exactly one word. */
        ONE,
        /** Any number of words. */
        MANY
    }

    static Argument of(String constant) {
        return new Argument(constant, Kind.CONSTANT, constant, CommandText.inWord(constant));
    }

    /** The same without its begin. */
    Argument from(int at) {
        return new Argument(written, kind, value.substring(at), text);
    }

    /** Whether it is one word: not what the shell or {@code find} may make several of. */
    boolean oneWord() {
        return switch (kind) {
            case CONSTANT, NUMBER, ONE, PIPE -> true;
            case FOUND, LINK, PATTERN, MANY -> false;
        };
    }

    boolean constant() {
        return kind == Kind.CONSTANT;
    }

    /** Whether it may begin with a dash, as options do, because of what is not known of it. */
    boolean mayBeOption() {
        return !constant() && (value.isEmpty() || "*?[".indexOf(value.charAt(0)) >= 0);
    }

    /** Whether it is these characters and nothing else. */
    boolean is(String constant) {
        return constant() && value.equals(constant);
    }
}
