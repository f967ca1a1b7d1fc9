package dev.lungo.agent;

import dev.lungo.tasks.Task;
import java.util.List;

/** What the model reads of notices, and people too. */
final class NoticeText {
    private static final int TAIL = 2_000;
    private static final int ALL_TAILS = 16_000;

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
            text.append(tail);
        }
        return text.append("</background-results>").toString();
    }

    static String summary(Notice notice) {
        return notice.end() + ": " + notice.task().command().line();
    }

    /** For the last turn of a headless run. */
    static String timeIsUp(List<Task> running) {
        var text = new StringBuilder("Automated notice, not from the user: the time to wait for background tasks is up."
                + " These still run and will be stopped when this turn ends; tell the user so:");
        for (Task task : running) {
            text.append("\n[bg:")
                    .append(task.id())
                    .append("] running: ")
                    .append(task.command().line());
        }
        return text.toString();
    }
}
