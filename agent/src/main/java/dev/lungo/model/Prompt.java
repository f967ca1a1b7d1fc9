package dev.lungo.model;

import java.util.List;

/**
 * All that a request says. The same prefix must render to the same bytes every time.
 *
 * @param maxOutputTokens upper limit of the answer, in tokens; 0 lets the model's own limit decide
 * @param effort how hard to think, or {@link Effort#DEFAULT}
 */
public record Prompt(String system, List<ToolSpec> tools, List<Message> messages, int maxOutputTokens, Effort effort) {
    public Prompt {
        tools = List.copyOf(tools);
        messages = List.copyOf(messages);
    }

    /** How hard the model should think. */
    public enum Effort {
        /** Says nothing about it in the request. */
        DEFAULT,
        LOW,
        MEDIUM,
        HIGH,
        XHIGH,
        MAX
    }
}
