package dev.lungo.tasks;

import java.util.random.RandomGenerator;

/**
 * Proposes ids: a letter, a digit and what it takes of further characters, at random so that two engines on one folder
 * seldom meet, and longer after some misses, as long as an id may be: a project never runs out of them. Whether an id is
 * free, the disk decides.
 */
final class TaskNames {
    private static final String FIRST = "abcdefghijkmnpqrstuvwxyz";
    private static final String DIGITS = "23456789";
    private static final String REST = "23456789abcdefghijkmnpqrstuvwxyz";
    private static final int TRIES_PER_LENGTH = 4;
    private static final int LONGEST = 12;

    private final RandomGenerator random;

    TaskNames(RandomGenerator random) {
        this.random = random;
    }

    /** The {@code n}th proposal for one task, counted from 0. */
    TaskId propose(int n) {
        var length = Math.min(LONGEST, 2 + n / TRIES_PER_LENGTH);
        var id = new StringBuilder().append(oneOf(FIRST)).append(oneOf(DIGITS));
        while (id.length() < length) {
            id.append(oneOf(REST));
        }
        return new TaskId(id.toString());
    }

    private char oneOf(String characters) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
