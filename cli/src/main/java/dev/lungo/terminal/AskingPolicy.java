package dev.lungo.terminal;

import dev.lungo.terminal.AskQuestion.Answer;
import dev.lungo.terminal.AskQuestion.Choice;
import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks a person before every command and every write; reads ask nobody. One question at a time, in the order of the
 * calls; what an answer covers for the session is not asked again.
 */
final class AskingPolicy implements PermissionPolicy {
    private static final Choice ONCE = new Choice('y', "yes", "yes, once");
    private static final Choice NO = new Choice('n', "no", "no");
    private static final Choice NO_BECAUSE = new Choice('w', "why", "no, and say why", true, false);

    private final Path workingFolder;
    private final Asker asker;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    // Guarded by the lock.
    private final Set<AskSubject.Cover> allowed = new HashSet<>();

    /** Puts a question to a person and waits for the answer. */
    @FunctionalInterface
    interface Asker {
        /**
         * Blocks until there is an answer.
         *
         * @param callId the call it is about
         * @param details what exactly is asked about
         * @throws InterruptedException when the asking was interrupted; the question is withdrawn
         */
        Answer ask(String callId, List<Line> details, String question, List<Choice> choices)
                throws InterruptedException;
    }

    AskingPolicy(Path workingFolder, Asker asker) {
        this.workingFolder = workingFolder;
        this.asker = asker;
    }

    @Override
    public Decision decide(Tool tool, ToolInput input, String callId) throws InterruptedException {
        if (tool.access() == Tool.Access.READ) {
            return new Decision.Allowed(new Grounds(Grounds.By.READ, "only reads"));
        }
        var subject = AskSubject.of(tool, input, workingFolder);
        oneAtATime.lockInterruptibly();
        try {
            if (subject.covers().stream().anyMatch(cover -> allowed.contains(cover))) {
                return new Decision.Allowed(new Grounds(Grounds.By.USER, "an earlier yes for this session"));
            }
            return decided(subject, asker.ask(callId, subject.details(), subject.question(), choices(subject)));
        } finally {
            oneAtATime.unlock();
        }
    }

    private static List<Choice> choices(AskSubject subject) {
        var choices = new ArrayList<Choice>(List.of(ONCE));
        for (AskSubject.Cover cover : subject.covers()) {
            choices.add(new Choice(cover.key(), cover.word(), "yes, " + cover.meaning() + " for this session"));
        }
        choices.add(NO);
        choices.add(NO_BECAUSE);
        return choices;
    }

    private Decision decided(AskSubject subject, Answer answer) {
        if (answer.key() == ONCE.key()) {
            return new Decision.Allowed(new Grounds(Grounds.By.USER, "yes, once"));
        }
        for (AskSubject.Cover cover : subject.covers()) {
            if (answer.key() == cover.key()) {
                allowed.add(cover);
                return new Decision.Allowed(new Grounds(Grounds.By.USER, "yes, " + cover.meaning()));
            }
        }
        String said = answer.words().isBlank()
                ? "\nDo not try to reach the same in another way; ask what to do instead, or go on without it."
                : " The user says: " + answer.words();
        return new Decision.Denied("Not run: the user said no." + said, new Grounds(Grounds.By.USER, "no"));
    }
}
