package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.tasks.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The user's side of the conversation since the last answer, as parts: it may grow and be drawn again until the model
 * answers it. Owned by the conversation's thread.
 */
final class Draft {
    /** The result of a call that an interrupt was faster than. */
    static final String NOT_BEGUN = "Not run: the user interrupted before this call began.";

    /** The result of a call that nobody had allowed yet when an interrupt came. */
    static final String NOT_ALLOWED = "Not run: the user interrupted while it waited for permission.";

    private final List<Block.ToolResult> results = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<UserPrompt> prompts = new ArrayList<>();
    private final Set<TaskId> told = new LinkedHashSet<>();
    /** Notices as an agent before this one drew them. */
    private final List<String> drawnBefore = new ArrayList<>();

    /** The draft that was drawn so: results stay results, notices stay word for word, prompts keep their numbers. */
    static Draft of(Past.Drawn drawn) {
        var draft = new Draft();
        draft.told.addAll(drawn.told());
        var numbers = new ArrayDeque<>(drawn.prompts());
        for (Block block : drawn.message().content()) {
            switch (block) {
                case Block.ToolResult result -> draft.results.add(result);
                case Block.Notice(String text, var _) -> draft.drawnBefore.add(text);
                case Block.Text(String text) ->
                    draft.prompts.add(new UserPrompt(numbers.isEmpty() ? 0 : numbers.removeFirst(), text));
                case Block.ToolCall _, Block.Opaque _ -> {}
            }
        }
        return draft;
    }

    void result(Block.ToolResult result, Collection<TaskId> endsTold) {
        results.add(result);
        told.addAll(endsTold);
    }

    void notices(List<Notice> more) {
        notices.addAll(more);
        more.forEach(notice -> told.add(notice.id()));
    }

    /** A word from Lungo itself, such as that the user interrupted. */
    void remark(String text) {
        remarks.add(text);
    }

    /** A word that tells how tasks ended. */
    void remark(String text, Collection<TaskId> endsTold) {
        remark(text);
        told.addAll(endsTold);
    }

    void prompt(UserPrompt prompt) {
        prompts.add(prompt);
    }

    /** After a refusal: what the user asked is taken back, what the model must know stays. */
    void withdrawPrompts() {
        prompts.clear();
    }

    /** Whether a result says that the user interrupted. */
    boolean saysInterrupted() {
        return results.stream()
                .map(Block.ToolResult::text)
                .anyMatch(text -> text.startsWith("The user interrupted the command")
                        || text.startsWith("Interrupted by the user")
                        || text.startsWith(NOT_ALLOWED)
                        || text.startsWith(NOT_BEGUN));
    }

    /** For a new conversation: results whose calls are not in it make no sense there. */
    void dropResults() {
        results.clear();
    }

    boolean isEmpty() {
        return results.isEmpty()
                && drawnBefore.isEmpty()
                && notices.isEmpty()
                && remarks.isEmpty()
                && prompts.isEmpty();
    }

    List<TaskId> told() {
        return List.copyOf(told);
    }

    /** The numbers of the prompts in it. */
    List<Integer> prompts() {
        return prompts.stream()
                .map(UserPrompt::number)
                .filter(number -> number > 0)
                .toList();
    }

    /**
     * Results first, then what the model did not ask for, then the user's words.
     *
     * @param placement how the model likes its notices; a turn of nothing else carries them as text, because a system
     *     entry must follow a user's turn
     */
    Message.User render(Block.Placement placement) {
        var content = new ArrayList<Block>(results);
        boolean alone = results.isEmpty() && prompts.isEmpty();
        String notice = noticeText();
        if (!notice.isEmpty()) {
            content.add(new Block.Notice(notice, alone ? Block.Placement.REMINDER : placement));
        }
        prompts.forEach(prompt -> content.add(new Block.Text(prompt.text())));
        return new Message.User(content);
    }

    /** All that is told beside results and prompts. */
    String noticeText() {
        var parts = new ArrayList<String>(drawnBefore);
        if (!notices.isEmpty()) {
            parts.add(NoticeText.of(notices));
        }
        parts.addAll(remarks);
        return String.join("\n\n", parts);
    }
}
