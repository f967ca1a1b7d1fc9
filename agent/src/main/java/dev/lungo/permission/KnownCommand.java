package dev.lungo.permission;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A line of the table of commands that change nothing.
 *
 * @param words how many words its name has
 * @param tame whether no option could make it write or run anything
 * @param only the operands that it may have, where they are listed
 */
record KnownCommand(int words, KnownOptions options, boolean tame, Operands operands, List<String> only) {
    /** What the operands of a command are; the table explains them. */
    enum Operands {
        NONE,
        TEXT,
        NAMES,
        READS,
        PATTERN,
        READ_ONE,
        READ_FIRST,
        LISTED,
        NUMERIC,
        REVISIONS,
        ONLY,
        OTHERS
    }

    KnownCommand {
        only = List.copyOf(only);
    }

    /** Reads the columns of the table. */
    static KnownCommand of(String name, KnownOptions options, String operands) {
        boolean tame = operands.startsWith("tame ");
        List<String> words = Arrays.asList((tame ? operands.substring(5) : operands).split(" +", -1));
        return new KnownCommand(
                name.indexOf(' ') < 0 ? 1 : name.split(" ", -1).length,
                options,
                tame,
                Operands.valueOf(words.getFirst().toUpperCase(Locale.ROOT).replace('-', '_')),
                words.subList(1, words.size()));
    }
}
