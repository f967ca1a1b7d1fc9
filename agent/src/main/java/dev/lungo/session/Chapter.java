package dev.lungo.session;

import dev.lungo.agent.Past;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.ToolSpec;
import dev.lungo.tasks.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One conversation of a session as its records tell it: what came before its first request, and then the messages, each
 * with what it tells and asks. A session has a second one where the first became too long, or where the model changed.
 */
final class Chapter {
    private final String provider;
    private final String model;
    private final String system;
    private final List<ToolSpec> tools;
    private final List<Message> carried;
    private final List<Entry> entries = new ArrayList<>();

    /** A message with what its record says of it. */
    private record Entry(Message message, List<TaskId> told, List<Integer> prompts) {}

    Chapter(String provider, String model, String system, List<ToolSpec> tools, List<Message> carried) {
        this.provider = provider;
        this.model = model;
        this.system = system;
        this.tools = tools;
        this.carried = carried;
    }

    /** Before any conversation has begun. */
    static Chapter none() {
        return new Chapter("", "", "", List.of(), List.of());
    }

    String provider() {
        return provider;
    }

    String model() {
        return model;
    }

    /** Whether nothing was said in it: then it never took the place of the one before. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The draft was drawn, the first time or again. */
    void drawn(Message.User message, List<TaskId> told, List<Integer> prompts) {
        dropDraft();
        entries.add(new Entry(message, told, prompts));
    }

    void answered(Message.Assistant message) {
        entries.add(new Entry(message, List.of(), List.of()));
    }

    /** After a refusal: what the user asked is taken back, what the model must know stays. */
    void withdrawPrompts() {
        Optional<Past.Drawn> draft = draft();
        if (draft.isPresent()) {
            dropDraft();
            List<Block> rest = draft.get().message().content().stream()
                    .filter(block -> !(block instanceof Block.Text))
                    .toList();
            if (!rest.isEmpty()) {
                entries.add(new Entry(new Message.User(rest), draft.get().told(), List.of()));
            }
        }
    }

    /** The user's message that no answer followed. */
    Optional<Past.Drawn> draft() {
        if (!entries.isEmpty() && entries.getLast().message() instanceof Message.User user) {
            return Optional.of(new Past.Drawn(
                    user, entries.getLast().told(), entries.getLast().prompts()));
        }
        return Optional.empty();
    }

    /** Up to the last answer. */
    Past.Said said() {
        var messages = new ArrayList<Message>(carried);
        entries.stream().map(Entry::message).forEach(messages::add);
        if (draft().isPresent()) {
            messages.removeLast();
        }
        return new Past.Said(model, system, tools, messages);
    }

    /** The tasks whose end its messages tell. */
    List<TaskId> told() {
        return entries.stream().flatMap(entry -> entry.told().stream()).toList();
    }

    /**
     * Takes a prompt back, and all that was said from there on. What the model must know of that message stays as the
     * draft: results of its calls, and prompts before this one.
     *
     * @return the calls in it; empty where nothing of that is here
     */
    Optional<List<Block.ToolCall>> takeBack(int prompt) {
        for (int at = 0; at < entries.size(); at++) {
            Entry entry = entries.get(at);
            if (entry.prompts().stream().anyMatch(number -> number >= prompt)) {
                List<Entry> gone = entries.subList(at, entries.size());
                List<Block.ToolCall> calls = calls(gone);
                gone.clear();
                rest(entry, prompt).ifPresent(entries::add);
                return Optional.of(calls);
            }
        }
        return Optional.empty();
    }

    List<Block.ToolCall> calls() {
        return calls(entries);
    }

    private static List<Block.ToolCall> calls(List<Entry> entries) {
        var calls = new ArrayList<Block.ToolCall>();
        for (Entry entry : entries) {
            if (entry.message() instanceof Message.Assistant answer) {
                calls.addAll(answer.calls());
            }
        }
        return calls;
    }

    private static Optional<Entry> rest(Entry entry, int prompt) {
        var content = new ArrayList<Block>();
        var numbers = new ArrayDeque<>(entry.prompts());
        boolean needed = false;
        for (Block block : entry.message().content()) {
            boolean stays = !(block instanceof Block.Text) || numbers.isEmpty() || numbers.removeFirst() < prompt;
            if (stays) {
                content.add(block);
                needed |= !(block instanceof Block.Notice);
            }
        }
        return needed
                ? Optional.of(new Entry(
                        new Message.User(content),
                        entry.told(),
                        entry.prompts().stream()
                                .filter(number -> number < prompt)
                                .toList()))
                : Optional.empty();
    }

    private void dropDraft() {
        if (draft().isPresent()) {
            entries.removeLast();
        }
    }
}
