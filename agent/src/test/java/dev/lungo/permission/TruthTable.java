package dev.lungo.permission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The rows of {@code truth-table.txt}: commands, and what is said of each and why. */
final class TruthTable {
    /** What is said of a command. */
    record Judged(String verdict, String why) {
        static Judged of(Verdict verdict, SampleProject project) {
            return switch (verdict) {
                case Verdict.Allowed(var grounds) -> new Judged("allow", project.portable(grounds.why()));
                case Verdict.Denied(var _, var grounds) -> new Judged("deny", project.portable(grounds.why()));
                case Verdict.Ask(var why, var _) -> new Judged("ask", project.portable(why));
            };
        }
    }

    /** A command under a mode and rules. */
    record Row(String title, PermissionMode mode, PermissionRules rules, String command, Judged judged) {
        @Override
        public String toString() {
            return title + ": " + command.replace("\n", "⏎");
        }
    }

    private String title = "";
    private PermissionMode mode = PermissionMode.DEFAULT;
    private PermissionRules rules = PermissionRules.NONE;
    private final List<Row> rows = new ArrayList<>();

    static List<Row> rows() throws IOException {
        var table = new TruthTable();
        var in = Objects.requireNonNull(TruthTable.class.getResourceAsStream("truth-table.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().forEach(table::line);
        }
        return table.rows;
    }

    private void line(String line) {
        if (line.startsWith("# ")) {
            title = line.substring(2);
            mode = PermissionMode.DEFAULT;
            rules = PermissionRules.NONE;
        } else if (line.contains(" ¦ ") && !title.isEmpty()) {
            String[] columns = line.split(" ¦ ", -1);
            String command = columns[1].replace("⏎", "\n");
            rows.add(new Row(
                    title, mode, rules, command, new Judged(columns[0].strip(), columns.length > 2 ? columns[2] : "")));
        } else if (line.startsWith("mode: ")) {
            mode = PermissionMode.of(line.substring(6)).orElseThrow();
        } else if (line.startsWith("allow: ")) {
            rules = new PermissionRules(rules.deny(), rules.ask(), parsed(line.substring(7)));
        } else if (line.startsWith("ask: ")) {
            rules = new PermissionRules(rules.deny(), parsed(line.substring(5)), rules.allow());
        } else if (line.startsWith("deny: ")) {
            rules = new PermissionRules(parsed(line.substring(6)), rules.ask(), rules.allow());
        }
    }

    private static List<PermissionRule> parsed(String written) {
        return Arrays.stream(written.split("; ", -1))
                .map(rule -> PermissionRule.parse(rule, PermissionRule.Source.USER))
                .toList();
    }
}
