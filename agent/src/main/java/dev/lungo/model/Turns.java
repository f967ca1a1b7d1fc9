package dev.lungo.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversation as servers want it: user and assistant strictly in turn. Neighbours of the same kind become one (a
 * paused answer and its continuation), and an assistant message with nothing to say is left out: a refusal, or an answer
 * that came empty.
 */
final class Turns {
    private Turns() {}

    record Turn(boolean assistant, List<Block> blocks) {
        List<Block.ToolResult> results() {
            return blocks.stream()
                    .filter(Block.ToolResult.class::isInstance)
                    .map(Block.ToolResult.class::cast)
                    .toList();
        }

        /** Everything but results, without texts that hold nothing but white space: servers refuse those. */
        List<Block> others() {
            return blocks.stream()
                    .filter(block -> !(block instanceof Block.ToolResult)
                            && !(block instanceof Block.Text(String text) && text.isBlank()))
                    .toList();
        }
    }

    /**
     * The turns of a conversation.
     *
     * @param wire whose opaque blocks are understood; of others only the text is kept
     */
    static List<Turn> of(List<Message> messages, String wire) {
        List<Turn> turns = new ArrayList<>();
        for (Message message : messages) {
            boolean assistant = message instanceof Message.Assistant;
            List<Block> blocks = assistant ? said(message.content(), wire) : message.content();
            if (assistant && blocks.isEmpty()) {
                continue;
            }
            if (!turns.isEmpty() && turns.getLast().assistant == assistant) {
                List<Block> both = new ArrayList<>(turns.removeLast().blocks);
                both.addAll(blocks);
                blocks = both;
            }
            turns.add(new Turn(assistant, List.copyOf(blocks)));
        }
        return turns;
    }

    private static List<Block> said(List<Block> content, String wire) {
        List<Block> blocks = new ArrayList<>();
        for (Block block : content) {
            switch (block) {
                case Block.Text(String text) when text.isBlank() -> {}
                case Block.Opaque opaque
                when !opaque.wire().equals(wire) -> {
                    if (!opaque.text().isBlank()) {
                        blocks.add(new Block.Text(opaque.text()));
                    }
                }
                case Block.Text _, Block.ToolCall _, Block.Opaque _ -> blocks.add(block);
                case Block.ToolResult _, Block.Notice _ -> {}
            }
        }
        return blocks;
    }

    /** A notice as text in the user's turn. Nothing in it can close the frame. */
    static String reminder(Block.Notice notice) {
        return "<system-reminder>\n" + notice.text().replace("</system-reminder>", "(/system-reminder)")
                + "\n</system-reminder>";
    }

    /** What a block of the user's turn says as text; nothing for a result, which travels by itself. */
    static String spoken(Block block) {
        return switch (block) {
            case Block.Text(String text) -> text;
            case Block.Notice notice -> reminder(notice);
            case Block.Opaque opaque -> opaque.text();
            case Block.ToolCall _, Block.ToolResult _ -> "";
        };
    }
}
