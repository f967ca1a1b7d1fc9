package dev.lungo.model;

import dev.lungo.model.AnthropicErrors.Told;
import dev.lungo.model.AnthropicRequest.Features;
import org.jspecify.annotations.Nullable;

/**
 * What to leave out when a server refuses it. Each thing can be left out once, so asking again comes to an end.
 *
 * @param what for people
 * @param features what is left
 */
record Fallbacks(String what, Features features) {
    /** The version before ours; gateways and local servers may know no other. */
    static final String OLDER_VERSION = "2023-06-01";

    static @Nullable Fallbacks of(Told told, Prompt prompt, Features now) {
        if (now.currentVersion() && told.has("anthropic-version")) {
            return new Fallbacks("the current API version (" + OLDER_VERSION + " is used)", now.withOlderVersion());
        }
        if (now.systemEntries() && hasEntries(prompt) && told.has("role") && told.has("system")) {
            return new Fallbacks("system entries inside the messages", now.withoutSystemEntries());
        }
        boolean aboutMessages = told.has("messages.") || told.has("block");
        if (now.thinking() && now.display() && !aboutMessages && told.has("display")) {
            return new Fallbacks("readable thinking", now.withoutDisplay());
        }
        if (now.thinking() && !aboutMessages && told.has("thinking")) {
            return new Fallbacks("thinking", now.withoutThinking());
        }
        boolean asked = prompt.effort() != Prompt.Effort.DEFAULT;
        if (now.effort() && asked && (told.has("effort") || told.has("output_config"))) {
            return new Fallbacks("the effort", now.withoutEffort());
        }
        return null;
    }

    private static boolean hasEntries(Prompt prompt) {
        return prompt.messages().stream()
                .flatMap(message -> message.content().stream())
                .anyMatch(block ->
                        block instanceof Block.Notice notice && notice.placement() == Block.Placement.SYSTEM_ENTRY);
    }
}
