package dev.lungo.permission;

import dev.lungo.model.Json;
import dev.lungo.permission.Person.Answer;
import dev.lungo.permission.Verdict.Suggestion;
import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides about an agent's calls: by mode and rules, and what these leave open a person decides, where there is one. One
 * question at a time. Safe for any thread; {@link #change} waits for nobody.
 */
public final class Permissions implements PermissionPolicy {
    private final Judging judging;
    private final Optional<Person> person;
    private final Optional<RuleFile> kept;
    private final PermissionMode begun;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);

    /** Written by whoever changes the mode. */
    private volatile PermissionMode mode;
    /** Written under the lock. */
    private volatile PermissionRules rules;
    /** Calls that a person allowed for the session just as they are. Guarded by the lock. */
    private final Set<String> sameCalls = new HashSet<>();
    /** The question that waits for its answer. Written under the lock. */
    private volatile @Nullable Question open;

    /** Says what mode and rules make of a call, such as {@link Judge#judge}. */
    @FunctionalInterface
    public interface Judging {
        Verdict judge(PermissionMode mode, PermissionRules rules, Tool tool, ToolInput input);
    }

    /** Where nobody can be asked: what would ask is denied. */
    public Permissions(Judging judging, PermissionMode mode, PermissionRules rules) {
        this(judging, mode, rules, Optional.empty(), Optional.empty());
    }

    /** @param kept where a yes for good is written; empty where no such answer is possible */
    public Permissions(
            Judging judging,
            PermissionMode mode,
            PermissionRules rules,
            Optional<Person> person,
            Optional<RuleFile> kept) {
        this.judging = judging;
        this.begun = mode;
        this.mode = mode;
        this.rules = rules;
        this.person = person;
        this.kept = kept;
    }

    public PermissionMode mode() {
        return mode;
    }

    /** The mode counts for the next decision, and for the question that is open: it is withdrawn where it became moot. */
    public void change(PermissionMode next) {
        mode = next;
        dropMootQuestion();
    }

    /** The modes that a person may change to; to allow everything, or to ask nobody, only where the run began so. */
    public List<PermissionMode> modes() {
        return Stream.concat(
                        Stream.of(PermissionMode.DEFAULT, PermissionMode.ACCEPT_EDITS, PermissionMode.PLAN),
                        Stream.of(begun))
                .distinct()
                .toList();
    }

    @Override
    public boolean isPlanning() {
        return mode == PermissionMode.PLAN;
    }

    @Override
    public Optional<Decision> decideAtOnce(Tool tool, ToolInput input) {
        Verdict verdict = judging.judge(mode, rules, tool, input);
        return verdict instanceof Verdict.Ask ? Optional.empty() : Optional.of(decided(verdict));
    }

    @Override
    public Decision decide(Tool tool, ToolInput input, String callId) throws InterruptedException {
        Verdict verdict = judging.judge(mode, rules, tool, input);
        if (!(verdict instanceof Verdict.Ask)) {
            return decided(verdict);
        }
        oneAtATime.lockInterruptibly();
        try {
            while (true) {
                // Mode and rules may have changed since.
                verdict = judging.judge(mode, rules, tool, input);
                if (!(verdict instanceof Verdict.Ask ask)) {
                    return decided(verdict);
                }
                if (person.isEmpty() || mode == PermissionMode.DONT_ASK) {
                    return new Unasked(judging, mode, rules, tool, input).decision(ask);
                }
                if (sameCalls.contains(asIs(tool, input))) {
                    return yes("an earlier yes for this session to exactly this call");
                }
                Optional<Answer> answer = answer(
                        person.get(),
                        new Question(tool, input, callId, ask, kept.map(RuleFile::path), mayRepeat(tool)));
                if (answer.isPresent()) {
                    return decided(answer.get(), tool, input);
                }
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Empty where the question became moot. */
    private Optional<Answer> answer(Person person, Question question) throws InterruptedException {
        open = question;
        try {
            person.ask(question);
            dropMootQuestion(); // the mode may have changed before it was open
            return question.await();
        } finally {
            open = null;
            person.withdraw(question);
        }
    }

    /** Not where a rule wants that calls of the tool are asked about. */
    private boolean mayRepeat(Tool tool) {
        return tool.access() == Tool.Access.COMMAND
                && rules.ask().stream()
                        .noneMatch(rule -> rule.covers(tool.spec().name()));
    }

    private void dropMootQuestion() {
        Question question = open;
        if (question != null
                && !(judging.judge(mode, rules, question.tool(), question.input()) instanceof Verdict.Ask)) {
            question.moot();
        }
    }

    private static Decision decided(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed(Grounds grounds) -> new Decision.Allowed(grounds);
            case Verdict.Denied(String reason, Grounds grounds) -> new Decision.Denied(reason, grounds);
            case Verdict.Ask ask -> throw new IllegalArgumentException("nobody was asked: " + ask);
        };
    }

    private Decision decided(Answer answer, Tool tool, ToolInput input) {
        return switch (answer) {
            case Answer.Once _ -> yes("yes, once");
            case Answer.ForSession(Suggestion what) -> {
                if (what.rules().isEmpty()) {
                    sameCalls.add(asIs(tool, input));
                } else {
                    allow(what, PermissionRule.Source.SESSION);
                }
                yield yes("yes, for this session: " + words(what));
            }
            case Answer.Always(Suggestion what) -> yes(keep(what));
            case Answer.No(String words) -> {
                String said = words.isBlank()
                        ? "\nDo not try to reach the same in another way; ask what to do instead, or go on without it."
                        : " The user says: " + words;
                yield new Decision.Denied(
                        "Not run: the user said no." + said,
                        new Grounds(Grounds.By.USER, words.isBlank() ? "no" : "no: " + words));
            }
        };
    }

    private static Decision yes(String why) {
        return new Decision.Allowed(new Grounds(Grounds.By.USER, why));
    }

    /** Answers what was decided, in words: it holds for the session where it cannot be written. */
    private String keep(Suggestion what) {
        try {
            RuleFile file = kept.orElseThrow(() -> new IOException("there is no file for it"));
            file.allow(what.rules());
            allow(what, PermissionRule.Source.LOCAL);
            person.ifPresent(
                    there -> there.tell(words(what) + " is allowed from now on: " + file.path() + file.note()));
            return "yes, always: " + words(what);
        } catch (IOException notWritten) {
            allow(what, PermissionRule.Source.SESSION);
            person.ifPresent(there -> there.tell(
                    words(what) + " is allowed for this session; it could not be written: " + notWritten.getMessage()));
            return "yes, for this session: " + words(what);
        }
    }

    private void allow(Suggestion what, PermissionRule.Source source) {
        rules = rules.allowing(what.rules().stream()
                .map(rule -> PermissionRule.parse(rule, source))
                .toList());
    }

    private static String words(Suggestion what) {
        return what.rules().isEmpty() ? what.meaning() : String.join(", ", what.rules());
    }

    /** The call without what changes only how long Lungo waits and what it tells people. */
    private static String asIs(Tool tool, ToolInput input) {
        ObjectNode effective = Json.object(input.json()).orElseThrow();
        effective.remove(List.of("description", "timeout"));
        return tool.spec().name() + " " + Json.line(effective);
    }
}
