package dev.lungo.permission;

import dev.lungo.tool.Nearest;
import java.util.ArrayList;
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
        return Nearest.to(wrong.toLowerCase(Locale.ROOT), COVERED.keySet());
    }

    static List<String> all() {
        return new ArrayList<>(COVERED.keySet());
    }
}
