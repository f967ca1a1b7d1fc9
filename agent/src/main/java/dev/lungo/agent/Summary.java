package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.ModelException;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import java.util.List;
import java.util.regex.Pattern;

/** What a new conversation is told of the one before it, which had become too long. */
final class Summary {
    /** Characters of the old conversation that are shown to the model for the summary, far below any window. */
    private static final int SHOWN = 120_000;

    /** Characters of the old conversation's end that stand in for a summary where there is none. */
    private static final int REMEMBERED = 20_000;

    private static final Pattern CLOSING = Pattern.compile("<(\\s*/?\\s*conversation)", Pattern.CASE_INSENSITIVE);

    private Summary() {}

    static String of(Conversation conversation, Agent.Parts parts, Requests requests) throws InterruptedException {
        String story = story(conversation.messages());
        return "Automated note, not from the user: the conversation before this one filled the context window. What"
                + " happened in it:\n\n"
                + told(story, requests)
                + live(parts.tasks().list())
                + "\n\nFiles may have changed since; read again what you rely on. Go on with the user's request.";
    }

    private static String told(String story, Requests requests) throws InterruptedException {
        try {
            String summary = requests.aside("Below is a conversation between a user and you, a coding agent, cut where"
                            + " it was too long. Write what you need to go on without it: what the user asked, word"
                            + " for word where it matters; what was decided and done, with paths; what is open; what"
                            + " went wrong. No preamble.\n\n<conversation>\n" + ends(story, SHOWN)
                            + "\n</conversation>")
                    .message()
                    .text();
            if (!summary.isBlank()) {
                return summary;
            }
        } catch (ModelException failure) {
            return "(No summary could be had: " + failure.getMessage() + ". The conversation, cut:)\n"
                    + ends(story, REMEMBERED);
        }
        return "(The model gave no summary. The conversation, cut:)\n" + ends(story, REMEMBERED);
    }

    /** Live tasks are facts, not memories: they come from the engine. */
    private static String live(List<Task> tasks) {
        List<Task> running = tasks.stream()
                .filter(task -> task.state() instanceof TaskState.Running)
                .toList();
        String left = NoticeText.leftovers(tasks);
        return (running.isEmpty()
                        ? "\n\nNo background task runs."
                        : "\n\nBackground tasks that run now; a notice will come when one ends:\n"
                                + NoticeText.live(running))
                + (left.isEmpty() ? "" : "\nLeft running by ended commands:\n" + left);
    }

    private static String story(List<Message> messages) {
        var story = new StringBuilder();
        for (Message message : messages) {
            for (Block block : message.content()) {
                // Only what begins a line says who speaks: no text within can pose as somebody.
                String line = switch (block) {
                    case Block.Text(String text) -> (message instanceof Message.User ? "User: " : "You: ") + text;
                    case Block.ToolCall call -> "You called " + call.name() + " " + ends(call.input(), 1_000);
                    case Block.ToolResult result -> "Result: " + ends(result.text(), 1_000);
                    case Block.Notice(String text, var _) -> "Notice: " + ends(text, 1_000);
                    case Block.Opaque _ -> "";
                };
                story.append(within(line)).append('\n');
            }
        }
        return story.toString();
    }

    /** Its further lines indented, and unable to end what it stands in. */
    private static String within(String text) {
        return CLOSING.matcher(text.replaceAll("\\R", "\n  ")).replaceAll("&lt;$1");
    }

    /** Head and tail of a text that is longer than that. */
    private static String ends(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int head = most / 3;
        int tail = most - head;
        return text.substring(0, head) + "\n… " + (text.length() - most) + " characters left out …\n"
                + text.substring(text.length() - tail);
    }
}
