package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.TaskId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an agent goes on with that takes over a conversation from one that is gone.
 *
 * @param said the conversation up to its last answer
 * @param drawn the user's message behind that answer, which no answer followed
 * @param waiting prompts that were submitted and are in no message, oldest first
 * @param told the tasks whose end the conversation tells
 * @param untold those whose end was told in what was taken back, and that the model has to be told again
 * @param lastPrompt the highest number of a prompt
 * @param cut whether the agent was gone in the middle of a turn, so that the model owes an answer
 * @param takenBack files that the user took changes back of, and the model was not told
 * @param progress how far the calls had come that have no result
 * @param removed what the user took out of the conversation, and the model was not told
 */
public record Past(
        Said said,
        Optional<Drawn> drawn,
        List<UserPrompt> waiting,
        Set<TaskId> told,
        Set<TaskId> untold,
        int lastPrompt,
        boolean cut,
        Set<String> takenBack,
        CallProgress progress,
        Optional<Removed> removed) {
    /** The past of a new conversation. */
    public static final Past NONE = new Past(Said.NOTHING, Optional.empty(), List.of(), Set.of(), 0, false);

    /** One of which nothing was taken back. */
    public Past(
            Said said, Optional<Drawn> drawn, List<UserPrompt> waiting, Set<TaskId> told, int lastPrompt, boolean cut) {
        this(said, drawn, waiting, told, Set.of(), lastPrompt, cut, Set.of(), CallProgress.UNKNOWN, Optional.empty());
    }

    public Past {
        waiting = List.copyOf(waiting);
        told = Set.copyOf(told);
        untold = Set.copyOf(untold);
        takenBack = Collections.unmodifiableSet(new LinkedHashSet<>(takenBack));
    }

    /**
     * What every request of the conversation begins with, byte for byte.
     *
     * @param model that answered; empty where no request was ever made
     */
    public record Said(String model, String system, List<ToolSpec> tools, List<Message> answered) {
        static final Said NOTHING = new Said("", "", List.of(), List.of());

        public Said {
            tools = List.copyOf(tools);
            answered = List.copyOf(answered);
        }

        /** For another model: without the blocks that only the one that wrote them understands. */
        List<Message> readableByAll() {
            return answered.stream().map(Said::readable).toList();
        }

        private static Message readable(Message message) {
            return switch (message) {
                case Message.User user -> user;
                case Message.Assistant(List<Block> content) ->
                    new Message.Assistant(
                            content.stream().flatMap(Said::readable).toList());
            };
        }

        private static Stream<Block> readable(Block block) {
            return switch (block) {
                case Block.Opaque opaque ->
                    opaque.text().isBlank() ? Stream.of() : Stream.of(new Block.Text(opaque.text()));
                case Block.ToolCall call -> Stream.of(new Block.ToolCall(call.id(), call.name(), call.input()));
                case Block.Text _, Block.ToolResult _, Block.Notice _ -> Stream.of(block);
            };
        }
    }

    /**
     * A message that was drawn and perhaps sent.
     *
     * @param told the tasks whose end it tells
     * @param prompts the numbers of the prompts in it, in the order of its texts
     */
    public record Drawn(Message.User message, List<TaskId> told, List<Integer> prompts) {
        public Drawn {
            told = List.copyOf(told);
            prompts = List.copyOf(prompts);
        }
    }

    /**
     * A part that was taken out.
     *
     * @param calls that the model made in it
     * @param files that were taken back with it
     */
    public record Removed(List<Block.ToolCall> calls, Set<String> files) {
        public Removed {
            calls = List.copyOf(calls);
            files = Collections.unmodifiableSet(new LinkedHashSet<>(files));
        }
    }

    /** Whether the model owes an answer without anybody having to say more. */
    public boolean goesOn() {
        return cut || !waiting.isEmpty();
    }

    /** Whether there is none. A session in which nothing was said has one: its tasks are to be adopted. */
    @SuppressWarnings("ReferenceEquality") // an empty past is not no past
    boolean isNothing() {
        return this == NONE;
    }

    /** The calls of the last answer that have no result. */
    List<Block.ToolCall> openCalls() {
        if (said.answered().isEmpty() || !(said.answered().getLast() instanceof Message.Assistant last)) {
            return List.of();
        }
        List<String> answeredCalls = drawn.stream()
                .flatMap(draft -> draft.message().content().stream())
                .filter(Block.ToolResult.class::isInstance)
                .map(block -> ((Block.ToolResult) block).callId())
                .toList();
        return last.calls().stream()
                .filter(call -> !answeredCalls.contains(call.id()))
                .toList();
    }
}
