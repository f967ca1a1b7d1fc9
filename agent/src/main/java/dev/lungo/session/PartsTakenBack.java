package dev.lungo.session;

import dev.lungo.agent.Past;
import dev.lungo.model.Block;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a person took out of the conversation and the model was not told, as the records tell. Used by one thread. */
final class PartsTakenBack {
    private static final int NOT_YET = Integer.MAX_VALUE;

    private final List<Part> parts = new ArrayList<>();

    /** @param toldWith the number of the last prompt when the model was told */
    private record Part(List<Block.ToolCall> calls, Set<String> files, int toldWith) {}

    /** What told of an earlier part is gone as well where it came behind the prompt. */
    void add(int prompt, Collection<Block.ToolCall> calls, Collection<String> files) {
        parts.replaceAll(part -> part.toldWith() < prompt ? part : new Part(part.calls(), part.files(), NOT_YET));
        parts.add(new Part(List.copyOf(calls), new LinkedHashSet<>(files), NOT_YET));
    }

    /** A message was drawn. */
    void told(int lastPrompt) {
        parts.replaceAll(part -> part.toldWith() == NOT_YET ? new Part(part.calls(), part.files(), lastPrompt) : part);
    }

    Optional<Past.Removed> untold() {
        var calls = new ArrayList<Block.ToolCall>();
        var files = new LinkedHashSet<String>();
        boolean any = false;
        for (Part part : parts) {
            if (part.toldWith() == NOT_YET) {
                calls.addAll(part.calls());
                files.addAll(part.files());
                any = true;
            }
        }
        return any ? Optional.of(new Past.Removed(calls, files)) : Optional.empty();
    }
}
