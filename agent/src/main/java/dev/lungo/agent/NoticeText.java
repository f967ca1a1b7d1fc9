package dev.lungo.agent;

import dev.lungo.tasks.Task;
import dev.lungo.tool.TaskTexts;
import java.util.List;
import java.util.stream.Stream;

/** What the model reads of notices, and people too. Bounded, and nothing in it can pose as Lungo's own words. */
final class NoticeText {
    /** Characters of output that a single notice may show. */
    private static final int TAIL = 2_000;

    /** Characters of output that all notices of a block share. */
    private static final int ALL_TAILS = 16_000;

    /** With less room than this for each, none shows any output: a line each is all that a thousand ends may take. */
    private static final int LEAST_TAIL = 80;

    private NoticeText() {}

    /** All notices that are ready, as one block. */
    static String of(List<Notice> notices) {
        int tail = Math.min(TAIL, ALL_TAILS / notices.size());
        var text = new StringBuilder("<background-results>\nAutomated notice, not from the user.\n");
        for (Notice notice : notices) {
            text.append("[bg:")
                    .append(notice.id())
                    .append("] ")
                    .append(summary(notice))
                    .append('\n');
            details(notice.task(), tail).forEach(line -> text.append(line).append('\n'));
        }
        if (tail < LEAST_TAIL) {
            text.append("(no output is shown of so many; check_background with an id shows it)\n");
        }
        return text.append("</background-results>").toString();
    }

    /** For example {@code completed, exit 0, after 41.3 s: mvn -q verify}. */
    static String summary(Notice notice) {
        return TaskTexts.end(notice.task(), notice.end());
    }

    /** For the last turn of a headless run. */
    static String timeIsUp(List<Task> running) {
        return "Automated notice, not from the user: the time to wait for background tasks is up. These still run, and"
                + " are stopped when this run of Lungo ends; tell the user so:\n" + live(running);
    }

    /** One line for each task that runs. */
    static String live(List<Task> running) {
        return String.join(
                "\n",
                running.stream()
                        .map(task -> "[bg:" + task.id() + "] running: " + TaskTexts.command(task))
                        .toList());
    }

    private static Stream<String> details(Task task, int tail) {
        String left = TaskTexts.leftovers(task);
        return Stream.of(tail < LEAST_TAIL ? "" : output(task, tail), left.isEmpty() ? "" : "  (" + left + ")")
                .filter(line -> !line.isEmpty());
    }

    private static String output(Task task, int tail) {
        String output = TaskTexts.tail(task, tail);
        return output.isEmpty() ? "  (" + TaskTexts.whereabouts(task) + ")" : output;
    }
}
