package dev.lungo.permission;

/** Text with {@code *} in it, matched without backtracking: the time is bounded by both lengths, multiplied. */
final class Wildcard {
    /** Stands for a {@code *} that matches anything; no text has it. */
    static final char ANY = '\uFFFF';

    private Wildcard() {}

    /** Whether a text fits a pattern in which {@link #ANY} stands for any text, also for none. */
    static boolean matches(String pattern, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int after = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == ANY) {
                star = at++;
                after = in;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++after;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == ANY) {
            at++;
        }
        return at == pattern.length();
    }
}
