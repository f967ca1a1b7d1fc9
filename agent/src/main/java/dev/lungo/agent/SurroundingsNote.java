package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import java.util.List;

/**
 * What the model is told where the section "Surroundings" of its system prompt, which never changes, is not true any more
 * because somebody else goes on with the conversation. The conversation itself says what was told last.
 */
final class SurroundingsNote {
    private static final String BEGIN = "Automated note, not from the user: since this conversation began,";

    private static final String AS_BEFORE = BEGIN + " \"Surroundings\" changed and is now again as it says.";

    private static final String SECTION = "\n# Surroundings\n";

    /** It says when the conversation began, and stays true. */
    private static final String DATE = "- Date at the start: ";

    /** Characters of a line that is no longer true. */
    private static final int QUOTED = 60;

    private SurroundingsNote() {}

    /**
     * What is to be told now; empty where the model knows it.
     *
     * @param system what the conversation began with
     * @param now what one would begin with that began now
     */
    static String of(String system, String now, List<Message> said, Draft draft) {
        String difference = difference(lines(system), lines(now));
        String last = last(said, draft);
        if (difference.isEmpty()) {
            return last.isEmpty() || last.equals(AS_BEFORE) ? "" : AS_BEFORE;
        }
        return last.equals(difference) ? "" : difference;
    }

    private static String difference(List<String> then, List<String> now) {
        List<String> gone = then.stream().filter(line -> !now.contains(line)).toList();
        List<String> come = now.stream().filter(line -> !then.contains(line)).toList();
        if (gone.isEmpty() && come.isEmpty()) {
            return "";
        }
        return BEGIN + " \"Surroundings\" changed."
                + (gone.isEmpty() ? "" : "\nNo longer true, whatever tools still offer:\n" + quoted(gone))
                + (come.isEmpty() ? "" : "\nTrue from now on:\n" + String.join("\n", come));
    }

    private static String quoted(List<String> gone) {
        return String.join(
                "\n",
                gone.stream()
                        .map(line -> line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…")
                        .toList());
    }

    private static List<String> lines(String system) {
        int begin = system.indexOf(SECTION);
        return begin < 0
                ? List.of()
                : system.substring(begin + SECTION.length())
                        .lines()
                        .takeWhile(line -> line.startsWith("- "))
                        .filter(line -> !line.startsWith(DATE))
                        .toList();
    }

    /** The last of these notes; empty where there is none. */
    private static String last(List<Message> said, Draft draft) {
        return said.stream()
                .flatMap(message -> message.content().stream())
                .filter(Block.Notice.class::isInstance)
                .map(block -> ((Block.Notice) block).text())
                .reduce("", SurroundingsNote::after)
                .transform(before -> after(before, draft.noticeText()));
    }

    /** Output in a notice is indented: no command can write the first line of these. */
    private static String after(String before, String notices) {
        int begin = ("\n" + notices).lastIndexOf("\n" + BEGIN);
        if (begin < 0) {
            return before;
        }
        int end = notices.indexOf("\n\n", begin);
        return end < 0 ? notices.substring(begin) : notices.substring(begin, end);
    }
}
