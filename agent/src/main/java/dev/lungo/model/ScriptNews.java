package dev.lungo.model;

import java.util.List;

/** What a scripted model is told, as the text that the patterns of its script look at. */
final class ScriptNews {
    private static final int SHOWN = 600;

    private ScriptNews() {}

    /**
     * The texts, results and notices of the user messages after so many messages; of the last user message at least, as
     * a conversation may have been replaced by a shorter one.
     */
    static String since(List<Message> messages, int answered) {
        var news = new StringBuilder();
        int from = Math.min(answered, Math.max(0, messages.size() - 1));
        for (Message message : messages.subList(from, messages.size())) {
            if (message instanceof Message.User) {
                message.content().forEach(block -> news.append(text(block)).append('\n'));
            }
        }
        return news.toString();
    }

    private static String text(Block block) {
        return switch (block) {
            case Block.Text(String text) -> text;
            case Block.ToolResult result -> result.text();
            case Block.Notice notice -> notice.text();
            case Block.Opaque opaque -> opaque.text();
            case Block.ToolCall _ -> "";
        };
    }

    static String shortened(String text) {
        String stripped = text.strip();
        return stripped.isEmpty()
                ? "(nothing)"
                : stripped.length() <= SHOWN ? stripped : stripped.substring(0, SHOWN) + "…";
    }
}
