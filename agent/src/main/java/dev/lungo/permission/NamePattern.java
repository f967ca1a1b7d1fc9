package dev.lungo.permission;

import java.util.Locale;

/** One name of a path pattern: {@code *}, {@code ?}, {@code [a-z]} and <code>\</code> before what is meant literally. */
record NamePattern(String text) {
    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int after = 0;
        while (in < name.length()) {
            int next = at < text.length() && text.charAt(at) != '*' ? one(at, name.charAt(in)) : -1;
            if (next > 0) {
                at = next;
                in++;
            } else if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                after = in;
            } else if (star >= 0) {
                at = star + 1;
                in = ++after;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    /** Whether it is a name and no pattern. */
    boolean plain() {
        return text.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0);
    }

    NamePattern ignoringCase() {
        return new NamePattern(text.toLowerCase(Locale.ROOT));
    }

    /** Where the pattern goes on when what stands at a place fits a character; -1 where it does not. */
    private int one(int at, char c) {
        char here = text.charAt(at);
        if (here == '?') {
            return at + 1;
        }
        if (here == '\\' && at + 1 < text.length()) {
            return text.charAt(at + 1) == c ? at + 2 : -1;
        }
        int end = here == '[' ? text.indexOf(']', at + 2) : -1;
        if (end < 0) {
            return here == c ? at + 1 : -1;
        }
        boolean negated = text.charAt(at + 1) == '!' || text.charAt(at + 1) == '^';
        boolean found = false;
        for (int member = at + (negated ? 2 : 1); member < end; member++) {
            boolean range = member + 2 < end && text.charAt(member + 1) == '-';
            char last = range ? text.charAt(member + 2) : text.charAt(member);
            found |= text.charAt(member) <= c && c <= last;
            member += range ? 2 : 0;
        }
        return found != negated ? end + 1 : -1;
    }
}
