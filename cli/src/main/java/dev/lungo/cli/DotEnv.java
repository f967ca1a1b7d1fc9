package dev.lungo.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code .env} file of a folder: {@code NAME=value} lines, with {@code export}, comments and quotes as shells have
 * them, and nothing expanded.
 *
 * @param path where it is or would be
 * @param values by name; the last line of a name counts
 * @param complaints what could not be read, by line number, never with what the line says: it may be a secret
 */
record DotEnv(Path path, Map<String, String> values, List<String> complaints) {
    /** Larger files are no settings. */
    private static final long LARGEST = 256 * 1024;

    /** Reads the file of this folder; without one there are no values. */
    static DotEnv in(Path folder) {
        Path path = folder.resolve(".env");
        if (!Files.exists(path)) {
            return new DotEnv(path, Map.of(), List.of());
        }
        if (!Files.isRegularFile(path)) {
            return new DotEnv(path, Map.of(), List.of(path + " is not a regular file; ignored"));
        }
        try {
            if (Files.size(path) > LARGEST) {
                return new DotEnv(path, Map.of(), List.of(path + " is larger than 256 KiB; ignored"));
            }
            return parse(path, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return new DotEnv(path, Map.of(), List.of(path + " cannot be read (" + unreadable + "); ignored"));
        }
    }

    static DotEnv parse(Path path, String text) {
        var values = new LinkedHashMap<String, String>();
        var complaints = new ArrayList<String>();
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = (number == 1 && raw.startsWith("\ufeff") ? raw.substring(1) : raw).strip();
            if (line.isEmpty() || line.charAt(0) == '#') {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : name(line.substring(0, equals));
            if (name.isEmpty()) {
                complaints.add("line " + number + " of " + path + " is not NAME=value; ignored");
                continue;
            }
            try {
                values.put(name, value(line.substring(equals + 1).strip()));
            } catch (IllegalArgumentException malformed) {
                complaints.add(
                        "line " + number + " of " + path + ", " + name + ": " + malformed.getMessage() + "; ignored");
            }
        }
        return new DotEnv(path, values, complaints);
    }

    /** Empty where it is none. */
    private static String name(String left) {
        String name = left.strip();
        if (name.startsWith("export ") || name.startsWith("export\t")) {
            name = name.substring(7).strip();
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return "";
            }
        }
        return name;
    }

    private static String value(String right) {
        if (right.isEmpty()) {
            return "";
        }
        char quote = right.charAt(0);
        if (quote != '"' && quote != '\'') {
            return unquoted(right);
        }
        var value = new StringBuilder();
        int at = 1;
        while (at < right.length() && right.charAt(at) != quote) {
            char c = right.charAt(at++);
            if (c == '\\' && quote == '"' && at < right.length()) {
                value.append(escaped(right.charAt(at++)));
            } else {
                value.append(c);
            }
        }
        if (at >= right.length()) {
            throw new IllegalArgumentException("the quote is not closed on its line");
        }
        String rest = right.substring(at + 1).strip();
        if (!rest.isEmpty() && rest.charAt(0) != '#') {
            throw new IllegalArgumentException("something follows the closing quote");
        }
        return value.toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '"', '\\', '$', '`' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    /** A comment begins with a # that follows a blank. */
    private static String unquoted(String right) {
        for (int i = 0; i < right.length(); i++) {
            if (right.charAt(i) == '#' && (i == 0 || Character.isWhitespace(right.charAt(i - 1)))) {
                return right.substring(0, i).strip();
            }
        }
        return right;
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "DotEnv[" + path + ", " + values.keySet() + "]";
    }
}
