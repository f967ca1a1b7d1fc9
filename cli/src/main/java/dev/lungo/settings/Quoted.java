package dev.lungo.settings;

/** Shows what a file says so that no two texts look alike and nothing in them reaches a terminal as a command. */
final class Quoted {
    private Quoted() {}

    /** In quotes, whatever is not a plain character escaped as in JSON. */
    static String text(String text) {
        return '"' + bare(text) + '"';
    }

    /** The same without quotes around. */
    static String bare(String text) {
        var quoted = new StringBuilder(text.length() + 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (isPlain(c)) {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\u%04x", (int) c));
            }
        }
        return quoted.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= ' ' && c <= '~') || (c > 0xa0 && Character.isLetterOrDigit(c) && !Character.isSurrogate(c));
    }
}
