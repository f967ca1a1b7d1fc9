package dev.lungo.permission;

import dev.lungo.permission.Person.Answer;
import dev.lungo.permission.Verdict.Suggestion;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A question about one call, which a person answers once. Safe for any thread; compared by identity. */
public final class Question {
    private final Tool tool;
    private final ToolInput input;
    private final String callId;
    private final Verdict.Ask ask;
    private final Optional<Path> keptIn;
    private final boolean mayRepeat;
    /** Empty when the question became moot. */
    private final CompletableFuture<Optional<Answer>> answer = new CompletableFuture<>();

    /**
     * A question that is to be put.
     *
     * @param keptIn the file that keeps what is allowed for good; empty where there is none
     * @param mayRepeat whether a yes may hold for the very same call again, where no rule can be suggested
     */
    public Question(
            Tool tool, ToolInput input, String callId, Verdict.Ask ask, Optional<Path> keptIn, boolean mayRepeat) {
        this.mayRepeat = mayRepeat;
        this.tool = tool;
        this.input = input;
        this.callId = callId;
        this.ask = ask;
        this.keptIn = keptIn;
    }

    public Tool tool() {
        return tool;
    }

    public ToolInput input() {
        return input;
    }

    public String callId() {
        return callId;
    }

    /** Why it is asked, for people. */
    public String why() {
        return ask.why();
    }

    /** What a yes may be made to cover, the narrowest first. */
    public List<Suggestion> suggestions() {
        return ask.suggestions();
    }

    /** Whether a yes may hold for the very same call again, where no rule can be suggested. */
    public boolean mayRepeat() {
        return mayRepeat;
    }

    /** The file that keeps what is allowed for good; empty where there is none. */
    public Optional<Path> keptIn() {
        return keptIn;
    }

    /** The first answer counts. */
    public void answer(Answer given) {
        answer.complete(Optional.of(given));
    }

    /** Nobody need answer any more. */
    void moot() {
        answer.complete(Optional.empty());
    }

    /** Waits for the answer; empty where none is needed any more. */
    Optional<Answer> await() throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException("an answer cannot fail", never);
        }
    }
}
