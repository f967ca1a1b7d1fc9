package dev.lungo.permission;

import dev.lungo.tool.Grounds;
import java.util.List;

/** What is found out about one part of a command line. */
sealed interface Finding {
    /** It may run. */
    record Fine(Grounds.By by, String why) implements Finding {
        static final Fine READS = new Fine(Grounds.By.KNOWN, "changes nothing");
    }

    /**
     * It has to be asked about.
     *
     * @param part as it stands in the line
     * @param why said of the part, such as {@code it deletes}
     * @param onlyReads whether it changes nothing, wherever it reads
     * @param rules that would allow it; empty where none should
     */
    record Doubt(String part, String why, boolean onlyReads, List<String> rules) implements Finding {
        public Doubt {
            rules = List.copyOf(rules);
        }

        static Doubt of(Call call, String why) {
            return new Doubt(call.shown(), why, false, List.of());
        }

        static Doubt reading(Call call, String why) {
            return new Doubt(call.shown(), why, true, List.of());
        }
    }
}
