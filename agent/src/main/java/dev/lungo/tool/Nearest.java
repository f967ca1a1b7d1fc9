package dev.lungo.tool;

import java.util.Collection;
import java.util.Optional;

/** Guesses which name a mistyped one was meant to be. */
public final class Nearest {
    private Nearest() {}

    /** The closest of the names, where one is close enough to be what was meant. */
    public static Optional<String> to(String typed, Collection<String> names) {
        Optional<String> nearest = Optional.empty();
        int least = Math.max(1, typed.length() / 3) + 1;
        for (String name : names) {
            boolean begins = typed.length() >= 4 && name.startsWith(typed);
            int distance = begins ? 1 : distance(typed, name);
            if (distance < least) {
                least = distance;
                nearest = Optional.of(name);
            }
        }
        return nearest;
    }

    /** Letters to insert, delete, replace or swap with a neighbour. */
    static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, from, to, i, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int step(int[][] steps, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
