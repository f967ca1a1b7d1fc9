package dev.lungo.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The calls of one answer while they arrive. Servers differ: pieces by index, whole calls, calls that all have index 0,
 * no index, no id, the same id in every answer.
 */
final class OpenAiCalls {
    private final List<Building> calls = new ArrayList<>();
    private final Set<String> usedIds;
    private final ReplyListener listener;

    /**
     * Starts with no call.
     *
     * @param earlier the conversation, whose ids are taken
     */
    OpenAiCalls(List<Message> earlier, ReplyListener listener) {
        this.usedIds = new HashSet<>();
        this.listener = listener;
        for (Message message : earlier) {
            if (message instanceof Message.Assistant said) {
                said.calls().forEach(call -> usedIds.add(call.id()));
            }
        }
    }

    private static final class Building {
        /** As the server sent it; empty where it sent none. */
        final String sentId;

        final int index;

        /** Unique in the conversation. */
        final String id;

        final StringBuilder name = new StringBuilder();
        final StringBuilder arguments = new StringBuilder();
        boolean announced;

        Building(String sentId, int index, String id) {
            this.sentId = sentId;
            this.index = index;
            this.id = id;
        }
    }

    void add(JsonNode delta) {
        String id = delta.path("id").asString("");
        JsonNode function = delta.path("function");
        String name = function.path("name").asString("");
        int index = delta.path("index").asInt(-1);
        Building call = find(id, index, name);
        if (call == null) {
            call = new Building(id, index, unique(id));
            calls.add(call);
        }
        if (!name.contentEquals(call.name)) {
            call.name.append(name);
        }
        JsonNode arguments = function.path("arguments");
        call.arguments.append(arguments.isContainer() ? Json.line(arguments) : arguments.asString(""));
        if (!call.announced && !call.name.isEmpty()) {
            call.announced = true;
            listener.on(new ReplyEvent.CallStarted(call.id, call.name.toString()));
        }
    }

    /** The call that a piece belongs to, or null where it begins one. */
    private @Nullable Building find(String id, int index, String name) {
        for (Building call : calls.reversed()) {
            boolean sameIndex = index < 0 || call.index == index;
            boolean sameId = id.isEmpty() || id.equals(call.sentId);
            // A piece that names a tool without any id, after a call that has its arguments, is another call.
            boolean begins = id.isEmpty() && !name.isEmpty() && index < 0 && !call.arguments.isEmpty();
            if (sameIndex && sameId && !begins) {
                return call;
            }
        }
        return null;
    }

    private String unique(String sent) {
        String id = sent;
        while (id.isEmpty() || !usedIds.add(id)) {
            id = "call_" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        }
        return id;
    }

    /**
     * The calls.
     *
     * @param cut whether the answer hit its limit, so that the last one may be half
     */
    List<Block.ToolCall> finish(boolean cut) {
        List<Block.ToolCall> whole = new ArrayList<>();
        for (Building call : calls) {
            String input = call.arguments.isEmpty() ? "{}" : call.arguments.toString();
            whole.add(new Block.ToolCall(call.id, call.name.toString(), input));
        }
        if (cut && !whole.isEmpty()) {
            String last = whole.getLast().input();
            if (last.equals("{}") || !RawJson.isObject(last)) {
                whole.removeLast();
            }
        }
        return whole;
    }
}
