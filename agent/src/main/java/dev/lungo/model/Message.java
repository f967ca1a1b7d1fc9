package dev.lungo.model;

import java.util.List;

/** One entry of a conversation. User and assistant entries alternate. */
public sealed interface Message {
    List<Block> content();

    /**
     * What the model is told: results of its calls first, then notices, then what the user typed. A {@link Block.Notice}
     * placed as a system entry travels behind this message.
     */
    record User(List<Block> content) implements Message {
        public User {
            content = List.copyOf(content);
        }
    }

    /** What the model said, replayed as it came. */
    record Assistant(List<Block> content) implements Message {
        public Assistant {
            content = List.copyOf(content);
        }

        /** The calls in it, in order. */
        public List<Block.ToolCall> calls() {
            return content.stream()
                    .filter(Block.ToolCall.class::isInstance)
                    .map(Block.ToolCall.class::cast)
                    .toList();
        }

        /** Its text blocks, joined. */
        public String text() {
            var text = new StringBuilder();
            for (Block block : content) {
                if (block instanceof Block.Text(String part)) {
                    text.append(part);
                } else if (block instanceof Block.Opaque opaque) {
                    text.append(opaque.text());
                }
            }
            return text.toString();
        }
    }
}
