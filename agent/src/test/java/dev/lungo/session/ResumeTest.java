package dev.lungo.session;

import static dev.lungo.testing.Answer.callWithId;
import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.think;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.TurnEnd;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.testing.Answer;
import dev.lungo.testing.MessagesRequest;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that goes on where another one ended. */
class ResumeTest {
    private static final String SYSTEM = "You are a test. Today is Monday.";
    private static final String OTHER_SYSTEM = "You are a test. Today is Tuesday, and a tool is new.";
    private static final Pattern TOLD = Pattern.compile("\\[bg:(\\w+)] (?:completed|failed)");

    @TempDir
    Path home;

    private final StrictMessagesServer server = StrictMessagesServer.start();

    @AfterEach
    void close() {
        assertThat(server.violations()).isEmpty();
        server.close();
    }

    private Sitting resume() throws IOException {
        return Sitting.resume(home, server, OTHER_SYSTEM);
    }

    private MessagesRequest last() {
        return server.requests().getLast();
    }

    /** Thinks, looks at a file, and says so. */
    private void answers(String id) {
        server.reply(
                think("Let me see.").and(callWithId(id, "read_file", Map.of("path", "a.txt"))), say("It says hello."));
    }

    @Test
    void the_next_request_is_byte_for_byte_what_the_first_agent_would_have_sent() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("work")).resolve("a.txt"), "hello \ud83d\ude00\n");
        try (var one = Sitting.begin(home, server, SYSTEM)) {
            answers("call_1");
            one.say("what does a.txt say?");
            server.reply(say("Bye."));
            one.say("thanks");
        }
        String unbroken = last().received().body();
        Files.delete(Sitting.path(home));

        try (var one = Sitting.begin(home, server, SYSTEM)) {
            answers("call_1");
            one.say("what does a.txt say?");
        }
        try (var other = resume()) {
            server.reply(say("Bye."));
            assertThat(other.say("thanks")).isEqualTo(new TurnEnd.Completed("Bye."));
        }
        assertThat(last().received().body()).isEqualTo(unbroken);
    }

    @Test
    void killed_behind_any_record_it_goes_on_with_a_legal_history_no_prompt_lost_and_each_end_told_once()
            throws Exception {
        server.otherwise(ResumeTest::work);
        boolean died = true;
        for (int record = 1; died; record++) {
            Path run = home.resolve("run" + record);
            try (var one = Sitting.begin(run, server, SYSTEM, record)) {
                died = diedWhile(() -> one.say("build it"));
            }
            try (var other = Sitting.resume(run, server, OTHER_SYSTEM)) {
                assertThat(other.goOn()).isInstanceOf(TurnEnd.Completed.class);
                other.say("and now?");
                other.tasks()
                        .list()
                        .forEach(task -> assertThat(told(last(), task.id().value()))
                                .as("killed behind record %s", run)
                                .isEqualTo(1));
                assertThat(other.tasks().list()).hasSizeLessThanOrEqualTo(1);
            }
            assertThat(last().allText().split("build it", -1)).as("%s", run).hasSize(2);
            try (var third = Sitting.resume(run, server, SYSTEM)) {
                assertThat(third.past().goesOn()).isFalse();
                assertThat(third.past().waiting()).isEmpty();
                third.say("is there news?");
            }
            assertThat(last().newText()).isEqualTo("is there news?");
        }
    }

    /** A command in the background, then a word; what follows is answered with a word. */
    private static Answer work(MessagesRequest request) {
        boolean begun = request.messages().stream()
                .anyMatch(message -> message.path("role").asString("").equals("assistant"));
        return begun
                ? say("Fine.")
                : say("I build.").and(Answer.call("background_run", Map.of("command", "echo built")));
    }

    private static long told(MessagesRequest request, String id) {
        long notices = TOLD.matcher(request.allText())
                .results()
                .filter(match -> match.group(1).equals(id))
                .count();
        return notices + (request.allText().contains("went on as task " + id + ",") ? 1 : 0);
    }

    private static boolean diedWhile(Talking talking) throws InterruptedException {
        try {
            var _ = talking.talk();
            return false;
        } catch (Sitting.Died died) {
            return true;
        }
    }

    private interface Talking {
        TurnEnd talk() throws InterruptedException;
    }

    @Test
    void an_open_call_without_a_task_is_answered_by_what_it_would_have_done() throws Exception {
        server.reply(callWithId("r", "read_file", Map.of("path", "a.txt"))
                .and(callWithId("w", "write_file", Map.of("path", "b.txt", "content", "b")))
                .and(callWithId("b", "bash", Map.of("command", "true"))));
        // session, conversation, user, request, assistant: none of its calls began
        try (var one = Sitting.begin(home, server, SYSTEM, 5)) {
            assertThatThrownBy(() -> one.say("do it")).isInstanceOf(Sitting.Died.class);
        }
        server.reply(say("I see."));
        try (var other = resume()) {
            assertThat(other.say("more")).isEqualTo(new TurnEnd.Completed("I see."));
            assertThat(other.events().all(AgentEvent.Resumed.class))
                    .extracting(AgentEvent.Resumed::summary)
                    .containsExactly("resumed: 3 calls had no result; going on where it was cut off");
        }
        Map<String, String> results = last().newResults();
        assertThat(results.keySet()).containsExactly("r", "w", "b");
        assertThat(results.get("r")).contains("No result", "Call it again if you still need it");
        assertThat(results.get("w")).contains("Not run: Lungo was ended before this call began");
        assertThat(results.get("b")).contains("Not run: Lungo was ended before this call began");
        assertThat(last().lastUserText()).contains("more");
        assertThat(home.resolve("work/b.txt")).doesNotExist();
    }

    @Test
    void what_ended_while_nobody_listened_wakes_the_next_agent_once_and_together() throws Exception {
        server.reply(
                callWithId("1", "background_run", Map.of("command", "until [ -e go ]; do sleep 0.05; done; echo one"))
                        .and(callWithId(
                                "2",
                                "background_run",
                                Map.of("command", "until [ -e go ]; do sleep 0.05; done; exit 3"))),
                say("They run."));
        List<String> ids;
        // … results, request, answer, reply, and the turn's end; the run would wait for the tasks
        try (var one = Sitting.begin(home, server, SYSTEM, 11)) {
            assertThatThrownBy(() -> one.say("start both")).isInstanceOf(Sitting.Died.class);
            ids = one.tasks().list().stream().map(task -> task.id().value()).toList();
        }
        Files.createFile(home.resolve("work/go"));
        try (var onlooker = Tasks.open(home.resolve("tasks"))) {
            for (Task task : onlooker.onDisk()) {
                assertThat(task.await(Duration.ofMinutes(1))).isInstanceOf(TaskState.End.class);
            }
        }
        server.reply(say("Both are over."));
        try (var other = resume()) {
            assertThat(other.goOn()).isInstanceOf(TurnEnd.Completed.class);
        }
        assertThat(ids).allSatisfy(id -> assertThat(told(last(), id)).isEqualTo(1));
        assertThat(last().newText()).contains("failed, exit 3", "one", "Automated notice, not from the user.");

        server.reply(say("Nothing new."));
        try (var third = resume()) {
            third.say("anything?");
        }
        assertThat(last().newText()).isEqualTo("anything?");
    }

    @Test
    void a_notice_that_was_drawn_and_not_answered_goes_out_again_word_for_word() throws Exception {
        server.reply(callWithId("1", "background_run", Map.of("command", "echo one")), say("It runs."));
        // up to the request of the turn that the notice begins
        try (var one = Sitting.begin(home, server, SYSTEM, 13)) {
            assertThatThrownBy(() -> one.say("start it")).isInstanceOf(Sitting.Died.class);
        }
        var drawn = SavedSession.read(Sitting.path(home)).past().drawn().orElseThrow();
        server.otherwise(_ -> say("I see."));
        try (var other = resume()) {
            assertThat(other.goOn()).isInstanceOf(TurnEnd.Completed.class);
        }
        assertThat(drawn.told()).hasSize(1);
        assertThat(told(last(), drawn.told().getFirst().value())).isEqualTo(1);
    }
}
