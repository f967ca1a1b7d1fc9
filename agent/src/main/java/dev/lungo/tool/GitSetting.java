package dev.lungo.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A setting as a configuration file of git has it.
 *
 * @param name section, subsection if there is one, and key with dots between them; in lower case
 * @param value without its quotes
 */
record GitSetting(String name, String value) {
    boolean isInclude() {
        return name.equals("include.path") || (name.startsWith("includeif.") && name.endsWith(".path"));
    }

    /** Those of a file, in its order. What git could not read is passed over. */
    static List<GitSetting> all(String text) {
        return new Reader(text).all();
    }

    /** Reads a text once. */
    private static final class Reader {
        private final String text;
        private final List<GitSetting> found = new ArrayList<>();
        private String section = "";
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<GitSetting> all() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '[') {
                    section = section();
                } else if (c == '#' || c == ';') {
                    skipLine();
                } else if (Character.isLetter(c)) {
                    found.add(setting());
                } else {
                    at++;
                }
            }
            return found;
        }

        private void skipLine() {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        }

        /** {@code [core]}, {@code [includeIf "gitdir:x"]} or {@code [branch.x]}. */
        private String section() {
            var name = new StringBuilder();
            boolean quoted = false;
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '\\' && quoted && at + 1 < text.length()) {
                    name.append(text.charAt(++at));
                } else if (c == '"') {
                    name.append(quoted ? "" : ".");
                    quoted = !quoted;
                } else if (c == ']' && !quoted) {
                    at++;
                    break;
                } else if (quoted || !Character.isWhitespace(c)) {
                    name.append(c);
                }
            }
            return name.toString();
        }

        private GitSetting setting() {
            int begin = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
                at++;
            }
            String name = (section + "." + text.substring(begin, at)).toLowerCase(Locale.ROOT);
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            if (at >= text.length() || text.charAt(at) != '=') {
                return new GitSetting(name, "true");
            }
            at++;
            return new GitSetting(name, value());
        }

        /** Up to the end of its line, or of the next where that goes on. */
        private String value() {
            var value = new StringBuilder();
            boolean quoted = false;
            int kept = 0;
            for (; at < text.length() && text.charAt(at) != '\n'; at++) {
                char c = text.charAt(at);
                if (c == '\\' && at + 1 < text.length()) {
                    value.append(escaped(text.charAt(++at)));
                    kept = value.length();
                } else if (c == '"') {
                    quoted = !quoted;
                    kept = value.length();
                } else if (!quoted && (c == '#' || c == ';')) {
                    skipLine();
                    break;
                } else if (quoted || !Character.isWhitespace(c) || !value.isEmpty()) {
                    value.append(c);
                    kept = quoted || !Character.isWhitespace(c) ? value.length() : kept;
                }
            }
            return value.substring(0, kept);
        }

        private static String escaped(char c) {
            return switch (c) {
                case '\n' -> "";
                case 'n' -> "\n";
                case 't' -> "\t";
                default -> String.valueOf(c);
            };
        }
    }
}
