package dev.lungo.permission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The names that rules may use for tools, and the tools that each covers. */
final class ToolNames {
    private static final Set<String> COMMANDS = Set.of("bash", "background_run");
    private static final Set<String> READS = Set.of("read_file", "glob", "grep");
    private static final Set<String> WRITES = Set.of("edit_file", "write_file");

    private static final Map<String, Set<String>> COVERED = new TreeMap<>(Map.ofEntries(
            Map.entry("bash", COMMANDS),
            Map.entry("background_run", Set.of("background_run")),
            Map.entry("read", READS),
            Map.entry("read_file", Set.of("read_file")),
            Map.entry("glob", Set.of("glob")),
            Map.entry("grep", Set.of("grep")),
            Map.entry("edit", WRITES),
            Map.entry("write", WRITES),
            Map.entry("edit_file", Set.of("edit_file")),
            Map.entry("write_file", Set.of("write_file")),
            Map.entry("check_background", Set.of("check_background")),
            Map.entry("wait_background", Set.of("wait_background")),
            Map.entry("stop_background", Set.of("stop_background"))));

    /** What the specifier of a rule means. */
    enum Kind {
        /** A pattern of commands. */
        COMMAND,
        /** A pattern of files that are read. */
        READ,
        /** A pattern of files that are changed. */
        WRITE,
        /** Nothing: the rule has none. */
        NOTHING
    }

    private ToolNames() {}

    static boolean known(String name) {
        return COVERED.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** The tools that a known name covers. */
    static Set<String> covered(String name) {
        return COVERED.getOrDefault(name.toLowerCase(Locale.ROOT), Set.of());
    }

    static Kind kind(String name) {
        String tool = covered(name).stream().findFirst().orElse("");
        if (COMMANDS.contains(tool)) {
            return Kind.COMMAND;
        }
        if (READS.contains(tool)) {
            return Kind.READ;
        }
        return WRITES.contains(tool) ? Kind.WRITE : Kind.NOTHING;
    }

    /** The known name that looks most like a wrong one. */
    static Optional<String> nearest(String wrong) {
        String lower = wrong.toLowerCase(Locale.ROOT);
        return COVERED.keySet().stream()
                .min(Comparator.comparingInt(name -> distance(name, lower)))
                .filter(name -> distance(name, lower) <= Math.max(1, lower.length() / 3));
    }

    static List<String> all() {
        return new ArrayList<>(COVERED.keySet());
    }

    /** Edits between the two. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[other.length() + 1];
            current[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
