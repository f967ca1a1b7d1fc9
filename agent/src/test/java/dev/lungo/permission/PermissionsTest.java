package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.permission.Person.Answer;
import dev.lungo.permission.Verdict.Suggestion;
import dev.lungo.testing.PlannedTool;
import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy.Decision;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes of a verdict, with a person to ask and with none. */
final class PermissionsTest {
    private static final Tool BASH = new PlannedTool("bash", Tool.Access.COMMAND, (_, _) -> ToolOutcome.ok(""));
    private static final Tool WRITE = new PlannedTool("write_file", Tool.Access.WRITE, (_, _) -> ToolOutcome.ok(""));
    private static final Suggestion MAKE = new Suggestion(List.of("bash(make:*)"), "every make");
    private static final Path FILE = Path.of("/project/.lungo/settings.local.json");

    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Planned person = new Planned();
    private final List<String> written = new ArrayList<>();

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void what_is_allowed_or_denied_asks_nobody() throws Exception {
        var allowed = new Grounds(Grounds.By.KNOWN, "ls only reads");
        var denied = new Grounds(Grounds.By.RULE, "bash(rm:*)");
        Permissions permissions = asking(
                PermissionMode.DEFAULT,
                (_, _, _, input) -> input.text("command").equals("ls")
                        ? new Verdict.Allowed(allowed)
                        : new Verdict.Denied("Not that.", denied));

        assertThat(permissions.decide(BASH, command("ls"), "1")).isEqualTo(new Decision.Allowed(allowed));
        assertThat(permissions.decide(BASH, command("rm x"), "2")).isEqualTo(new Decision.Denied("Not that.", denied));
        assertThat(person.asked).isEmpty();
    }

    @Test
    void what_needs_no_asking_is_decided_at_once() throws Exception {
        var denied = new Grounds(Grounds.By.RULE, "bash(rm:*)");
        Permissions permissions = asking(
                PermissionMode.DEFAULT,
                (_, _, _, input) -> input.text("command").equals("rm")
                        ? new Verdict.Denied("Not that.", denied)
                        : new Verdict.Ask("no rule", List.of()));

        assertThat(permissions.decideAtOnce(BASH, command("rm"))).contains(new Decision.Denied("Not that.", denied));
        assertThat(permissions.decideAtOnce(BASH, command("ls"))).isEmpty();
        assertThat(person.asked).isEmpty();
    }

    @Test
    void nobody_to_ask_is_a_denial_that_says_what_can_be_done() throws Exception {
        var permissions = new Permissions(
                (mode, rules, tool, input) -> mode == PermissionMode.BYPASS
                        ? new Verdict.Allowed(new Grounds(Grounds.By.MODE, "everything"))
                        : byRule(mode, rules, tool, input),
                PermissionMode.DEFAULT,
                PermissionRules.NONE);

        assertThat(permissions.decide(BASH, command("make"), "1"))
                .isEqualTo(new Decision.Denied(
                        "bash was not run: it needs the user's permission (no rule), and nobody can be asked"
                                + " now. Do not try to reach the same in another way. Do what can be done without it and"
                                + " say at the end what is missing; the user can go on with this session in a terminal"
                                + " (lungo -c), where Lungo asks, or run Lungo again with --allowedTools 'bash(make:*)' or"
                                + " --permission-mode bypassPermissions.",
                        new Grounds(Grounds.By.NOBODY, "no rule")));
    }

    @Test
    void a_yes_is_for_once_for_the_session_or_for_good() throws Exception {
        Permissions permissions = asking(PermissionMode.DEFAULT, PermissionsTest::byRule);

        assertThat(answered(permissions, "make", new Answer.Once())).isEqualTo(allowed("yes, once"));
        assertThat(answered(permissions, "make", new Answer.ForSession(MAKE)))
                .isEqualTo(allowed("yes, for this session: bash(make:*)"));
        assertThat(permissions.decide(BASH, command("make all"), "3"))
                .isEqualTo(new Decision.Allowed(new Grounds(Grounds.By.RULE, "bash(make:*) SESSION")));
        assertThat(written).isEmpty();

        var ls = new Suggestion(List.of("bash(ls:*)"), "every ls");
        assertThat(answered(permissions, "ls", new Answer.Always(ls))).isEqualTo(allowed("yes, always: bash(ls:*)"));
        assertThat(permissions.decide(BASH, command("ls x"), "5"))
                .isEqualTo(new Decision.Allowed(new Grounds(Grounds.By.RULE, "bash(ls:*) LOCAL")));
        assertThat(written).containsExactly("bash(ls:*)");
        assertThat(person.told).containsExactly("bash(ls:*) is allowed from now on: " + FILE);
    }

    @Test
    void what_cannot_be_written_holds_for_the_session_and_that_is_said() throws Exception {
        Permissions permissions = asking(PermissionMode.DEFAULT, PermissionsTest::byRule, rules -> {
            throw new IOException("read-only");
        });

        assertThat(answered(permissions, "make", new Answer.Always(MAKE)))
                .isEqualTo(allowed("yes, for this session: bash(make:*)"));
        assertThat(permissions.decide(BASH, command("make"), "2")).isInstanceOf(Decision.Allowed.class);
        assertThat(person.told)
                .containsExactly("bash(make:*) is allowed for this session; it could not be written: read-only");
    }

    @Test
    void exactly_this_call_covers_the_same_call_and_no_other() throws Exception {
        Permissions permissions = asking(PermissionMode.DEFAULT, (_, _, _, _) -> new Verdict.Ask("no rule", List.of()));
        answered(permissions, "a $(b)", new Answer.ForSession(new Suggestion(List.of(), "exactly this call")));

        assertThat(permissions.decide(
                        BASH, ToolInput.parse("{\"timeout\":5,\"description\":\"d\",\"command\":\"a $(b)\"}"), "2"))
                .isEqualTo(allowed("an earlier yes for this session to exactly this call"));
        assertThat(answered(permissions, "a $(b) ", new Answer.No(""))).isInstanceOf(Decision.Denied.class);
        Future<Decision> elsewhere = decided(
                () -> permissions.decide(BASH, ToolInput.parse("{\"command\":\"a $(b)\",\"cwd\":\"sub\"}"), "3"));
        person.next().answer(new Answer.No(""));
        assertThat(elsewhere.get()).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void where_a_rule_wants_to_be_asked_no_yes_holds_for_the_same_call_again() throws Exception {
        var push = new PermissionRules(
                List.of(), List.of(PermissionRule.parse("bash(git push *)", PermissionRule.Source.USER)), List.of());
        for (PermissionRules rules : List.of(PermissionRules.NONE, push)) {
            var permissions = new Permissions(
                    (_, _, _, _) -> new Verdict.Ask("no rule", List.of()),
                    PermissionMode.DEFAULT,
                    rules,
                    Optional.of(person),
                    Optional.empty());
            Future<Decision> decision = decided(() -> permissions.decide(BASH, command("git push"), "1"));
            Question question = person.next();

            assertThat(question.mayRepeat()).isEqualTo(rules.ask().isEmpty());

            question.answer(new Answer.No(""));
            assertThat(decision.get()).isInstanceOf(Decision.Denied.class);
        }
    }

    @Test
    void a_no_tells_the_model_why() throws Exception {
        Permissions permissions = asking(PermissionMode.DEFAULT, PermissionsTest::byRule);

        assertThat(answered(permissions, "make", new Answer.No("use ninja")))
                .isEqualTo(new Decision.Denied(
                        "Not run: the user said no. The user says: use ninja",
                        new Grounds(Grounds.By.USER, "no: use ninja")));
        assertThat(answered(permissions, "make", new Answer.No("")))
                .isEqualTo(new Decision.Denied(
                        "Not run: the user said no.\nDo not try to reach the same in another way; ask what to do"
                                + " instead, or go on without it.",
                        new Grounds(Grounds.By.USER, "no")));
    }

    @Test
    void a_change_of_mode_answers_the_open_question_only_where_it_became_moot() throws Exception {
        Permissions permissions = asking(PermissionMode.DEFAULT, PermissionsTest::byMode);
        Future<Decision> write = decided(() -> permissions.decide(WRITE, ToolInput.parse("{}"), "1"));
        Question open = person.next();

        permissions.change(PermissionMode.ACCEPT_EDITS);

        assertThat(write.get()).isEqualTo(new Decision.Allowed(new Grounds(Grounds.By.MODE, "acceptEdits")));
        assertThat(person.withdrawn).containsExactly(open);

        Future<Decision> command = decided(() -> permissions.decide(BASH, command("make"), "2"));
        Question stays = person.next();
        permissions.change(PermissionMode.DEFAULT);
        assertThat(command.isDone()).isFalse();
        permissions.change(PermissionMode.PLAN);
        assertThat(command.get()).isEqualTo(new Decision.Denied("plan", new Grounds(Grounds.By.MODE, "plan")));
        assertThat(person.withdrawn).containsExactly(open, stays);
    }

    @Test
    void an_interrupt_withdraws_the_question() throws Exception {
        Permissions permissions = asking(PermissionMode.DEFAULT, PermissionsTest::byRule);
        var ended = new LinkedBlockingQueue<String>();
        Thread call = Thread.ofVirtual().start(() -> {
            try {
                permissions.decide(BASH, command("make"), "1");
            } catch (InterruptedException interrupted) {
                ended.add("interrupted");
            }
        });
        Question open = person.next();

        call.interrupt();

        assertThat(ended.poll(60, TimeUnit.SECONDS)).isEqualTo("interrupted");
        assertThat(person.withdrawn).containsExactly(open);
    }

    @Test
    void everything_is_allowed_and_nobody_asked_by_a_key_only_where_the_run_began_so() {
        assertThat(asking(PermissionMode.PLAN, PermissionsTest::byRule).modes())
                .containsExactly(PermissionMode.DEFAULT, PermissionMode.ACCEPT_EDITS, PermissionMode.PLAN);
        assertThat(asking(PermissionMode.DONT_ASK, PermissionsTest::byRule).modes())
                .containsExactly(
                        PermissionMode.DEFAULT,
                        PermissionMode.ACCEPT_EDITS,
                        PermissionMode.PLAN,
                        PermissionMode.DONT_ASK);
        assertThat(asking(PermissionMode.BYPASS, PermissionsTest::byRule).modes())
                .endsWith(PermissionMode.BYPASS);
    }

    /** Asks unless a rule for the first word allows it. */
    private static Verdict byRule(PermissionMode mode, PermissionRules rules, Tool tool, ToolInput input) {
        String program = input.text("command").split(" ", 2)[0];
        return rules.allow().stream()
                .filter(rule -> rule.specifier().equals(Optional.of(program + ":*")))
                .<Verdict>map(
                        rule -> new Verdict.Allowed(new Grounds(Grounds.By.RULE, rule.text() + " " + rule.source())))
                .findFirst()
                .orElse(new Verdict.Ask("no rule", List.of(MAKE)));
    }

    private static Verdict byMode(PermissionMode mode, PermissionRules rules, Tool tool, ToolInput input) {
        if (mode == PermissionMode.PLAN) {
            return new Verdict.Denied("plan", new Grounds(Grounds.By.MODE, "plan"));
        }
        return mode == PermissionMode.ACCEPT_EDITS && tool.access() == Tool.Access.WRITE
                ? new Verdict.Allowed(new Grounds(Grounds.By.MODE, "acceptEdits"))
                : new Verdict.Ask("no rule", List.of());
    }

    private Permissions asking(PermissionMode mode, Permissions.Judging judging) {
        return asking(mode, judging, written::addAll);
    }

    private Permissions asking(PermissionMode mode, Permissions.Judging judging, Writing writing) {
        var file = new RuleFile() {
            @Override
            public Path path() {
                return FILE;
            }

            @Override
            public void allow(List<String> rules) throws IOException {
                writing.write(rules);
            }
        };
        return new Permissions(judging, mode, PermissionRules.NONE, Optional.of(person), Optional.of(file));
    }

    private Decision answered(Permissions permissions, String line, Answer answer) throws Exception {
        Future<Decision> decision = decided(() -> permissions.decide(BASH, command(line), "x"));
        person.next().answer(answer);
        return decision.get();
    }

    private Future<Decision> decided(Callable<Decision> call) {
        return calls.submit(call);
    }

    private static Decision allowed(String why) {
        return new Decision.Allowed(new Grounds(Grounds.By.USER, why));
    }

    private static ToolInput command(String line) {
        return ToolInput.parse("{\"command\":\"" + line + "\"}");
    }

    @FunctionalInterface
    private interface Writing {
        void write(List<String> rules) throws IOException;
    }

    /** Answers when the test does. */
    private static final class Planned implements Person {
        private final LinkedBlockingQueue<Question> asked = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Question> withdrawn = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

        Question next() throws InterruptedException {
            return Optional.ofNullable(asked.poll(60, TimeUnit.SECONDS)).orElseThrow();
        }

        @Override
        public void ask(Question question) {
            asked.add(question);
        }

        @Override
        public void withdraw(Question question) {
            withdrawn.add(question);
        }

        @Override
        public void tell(String text) {
            told.add(text);
        }
    }
}
