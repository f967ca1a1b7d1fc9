package dev.lungo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.TurnEnd;
import dev.lungo.agent.UserPrompt;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.Reply;
import dev.lungo.model.ToolSpec;
import dev.lungo.model.Usage;
import dev.lungo.tasks.TaskId;
import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy.Decision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Transcript transcript() {
        return Transcript.create(
                        folder.resolve("sessions/s1.jsonl"),
                        new Heading("s1", "/work", "0.1.0", Optional.empty()),
                        NOON)
                .servedBy("anthropic");
    }

    @Test
    void a_conversation_is_written_as_one_record_a_line() throws Exception {
        var transcript = transcript();
        transcript.on(new AgentEvent.ConversationStarted(
                "m1", "Be brief.", List.of(new ToolSpec("bash", "Runs.", "{}")), "/work"));
        transcript.on(new AgentEvent.PromptSubmitted(new UserPrompt(1, "hi")));
        transcript.on(new AgentEvent.Appended(new Message.User(List.of(new Block.Text("hi\n\"there\""))), List.of()));
        transcript.on(new AgentEvent.Redrawn(
                new Message.User(List.of(
                        new Block.ToolResult("c0", "out", true),
                        new Block.Notice("ended", Block.Placement.SYSTEM_ENTRY),
                        new Block.Text("hi"))),
                List.of(new TaskId("b7")),
                List.of(1)));
        transcript.on(new AgentEvent.RequestStarting(1));
        transcript.on(new AgentEvent.Appended(
                new Message.Assistant(List.of(
                        new Block.Opaque("anthropic", "{\"type\":\"thinking\",\"signature\":\"x\"}"),
                        new Block.ToolCall("c1", "bash", "{\"command\": \"ls\"}"))),
                List.of()));
        transcript.on(
                new AgentEvent.Replied(new Message.Assistant(List.of()), Reply.Stop.TOOL_USE, new Usage(1, 2, 3, 4)));
        transcript.on(new AgentEvent.TurnEnded(new TurnEnd.Failed("no answer")));
        transcript.close();

        String time = ",\"time\":\"2026-11-23T12:00:00Z\"}";
        assertThat(Files.readAllLines(transcript.path()))
                .containsExactly(
                        "{\"type\":\"session\",\"format\":1,\"session\":\"s1\",\"cwd\":\"/work\",\"version\":\"0.1.0\""
                                + time,
                        "{\"type\":\"conversation\",\"format\":1,\"provider\":\"anthropic\",\"model\":\"m1\","
                                + "\"system\":\"Be brief.\",\"tools\":[{\"name\":\"bash\",\"description\":\"Runs.\","
                                + "\"schema\":\"{}\"}]" + time,
                        "{\"type\":\"prompt\",\"number\":1,\"text\":\"hi\"" + time,
                        "{\"type\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\\n\\\"there\\\"\"}]" + time,
                        "{\"type\":\"redrawn\",\"content\":[{\"type\":\"tool_result\",\"call\":\"c0\",\"text\":\"out\","
                                + "\"is_error\":true},{\"type\":\"notice\",\"text\":\"ended\","
                                + "\"placement\":\"system_entry\"},{\"type\":\"text\",\"text\":\"hi\"}],"
                                + "\"told\":[\"b7\"],\"prompts\":[1]" + time,
                        "{\"type\":\"assistant\",\"content\":[{\"type\":\"opaque\",\"wire\":\"anthropic\","
                                + "\"json\":\"{\\\"type\\\":\\\"thinking\\\",\\\"signature\\\":\\\"x\\\"}\"},"
                                + "{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"bash\","
                                + "\"input\":\"{\\\"command\\\": \\\"ls\\\"}\"}],\"progress\":true" + time,
                        "{\"type\":\"reply\",\"stop\":\"tool_use\",\"input\":1,\"output\":2,\"cache_read\":3,"
                                + "\"cache_write\":4" + time,
                        "{\"type\":\"turn_ended\",\"how\":\"failed\",\"message\":\"no answer\"" + time);
    }

    @Test
    void what_was_decided_about_a_call_is_written_but_for_plain_reading() throws Exception {
        var transcript = transcript();
        transcript.on(decided("c1", new Decision.Allowed(new Grounds(Grounds.By.READ, "only reads"))));
        transcript.on(decided("c2", new Decision.Allowed(new Grounds(Grounds.By.RULE, "bash(make:*)"))));
        transcript.on(decided("c3", new Decision.Denied("Not run: …", new Grounds(Grounds.By.USER, "no: later"))));
        transcript.close();

        String time = ",\"time\":\"2026-11-23T12:00:00Z\"}";
        assertThat(Files.readAllLines(transcript.path()).stream().skip(1))
                .containsExactly(
                        "{\"type\":\"permission\",\"call\":\"c2\",\"decision\":\"allowed\",\"by\":\"rule\","
                                + "\"why\":\"bash(make:*)\"" + time,
                        "{\"type\":\"permission\",\"call\":\"c3\",\"decision\":\"denied\",\"by\":\"user\","
                                + "\"why\":\"no: later\"" + time);
    }

    private static AgentEvent decided(String call, Decision decision) {
        return new AgentEvent.PermissionDecided(new Block.ToolCall(call, "bash", "{}"), decision);
    }

    @Test
    void it_is_readable_by_its_user_alone() throws Exception {
        var transcript = transcript();
        transcript.on(new AgentEvent.PromptSubmitted(new UserPrompt(1, "hi")));
        transcript.close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(transcript.path())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(transcript.path().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_second_transcript_never_overwrites_the_first() {
        var first = transcript();
        first.on(new AgentEvent.PromptSubmitted(new UserPrompt(1, "hi")));
        first.close();

        assertThatThrownBy(this::transcript)
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("s1.jsonl")
                .hasMessageContaining("lungo --resume s1");
    }

    @Test
    void nothing_stays_of_a_session_in_which_nothing_was_said() {
        transcript().close();

        assertThat(folder.resolve("sessions")).isEmptyDirectory();
    }

    @Test
    void an_interrupt_of_the_writing_thread_loses_nothing() throws Exception {
        var transcript = transcript();
        Thread.currentThread().interrupt();
        transcript.on(new AgentEvent.Appended(new Message.User(List.of(new Block.Text("one"))), List.of()));
        transcript.on(new AgentEvent.RequestStarting(1));
        assertThat(Thread.interrupted()).isTrue();
        transcript.on(new AgentEvent.Appended(new Message.User(List.of(new Block.Text("two"))), List.of()));
        transcript.close();

        assertThat(Files.readAllLines(transcript.path())).hasSize(3);
    }
}
