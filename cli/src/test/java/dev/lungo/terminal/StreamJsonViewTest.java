package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.agent.AgentEvent;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.model.Reply;
import dev.lungo.model.ReplyEvent;
import dev.lungo.model.ToolSpec;
import dev.lungo.model.Usage;
import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Exit;
import dev.lungo.tasks.TaskState;
import dev.lungo.terminal.RunEnd.Outcome;
import dev.lungo.terminal.testing.PlannedTask;
import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy.Decision;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Recorded events in, whole lines out. */
final class StreamJsonViewTest {
    private static final SessionFacts SESSION = new SessionFacts("s1", "default", "ANTHROPIC_API_KEY", "0.1.0", "off");
    private static final Usage USAGE = new Usage(10, 5, 3, 2);
    private static final Block.ToolCall BASH = new Block.ToolCall("t1", "bash", "{\"command\":\"ls\"}");
    private static final Block.ToolCall BACKGROUND =
            new Block.ToolCall("t2", "background_run", "{\"command\":\"mvn\"}");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final StreamJsonView view = view(false);

    @Test
    void a_session_begins_with_init_and_a_further_conversation_is_a_boundary() {
        var started = new AgentEvent.ConversationStarted(
                "claude-x", "system", List.of(new ToolSpec("bash", "d", "{}")), "/project");
        view.on(started);
        view.on(new AgentEvent.Replied(new Message.Assistant(List.of()), Reply.Stop.END_TURN, USAGE));
        view.on(started);

        assertThat(lines()).containsExactly("""
                        {"type":"system","subtype":"init","cwd":"/project","model":"claude-x","permissionMode":"default",\
                        "tools":["bash"],"mcp_servers":[],"slash_commands":[],"apiKeySource":"ANTHROPIC_API_KEY",\
                        "output_style":"default","lungo_version":"0.1.0","sandbox":"off","session_id":"s1","uuid":"u1"}""", """
                        {"type":"system","subtype":"compact_boundary","compact_metadata":{"trigger":"auto",\
                        "pre_tokens":20},"session_id":"s1","uuid":"u3"}""");
    }

    @Test
    void an_answer_becomes_a_line_for_each_block() {
        view.on(new AgentEvent.Replying(
                new ReplyEvent.Raw("{\"type\":\"message_start\",\"message\":{\"id\":\"msg_7\"}}")));
        view.on(new AgentEvent.Replied(
                new Message.Assistant(List.of(
                        new Block.Opaque(
                                "anthropic", "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"c2ln\"}"),
                        new Block.Text("I look."),
                        BASH,
                        new Block.ToolCall("t9", "bash", "{\"comm"))),
                Reply.Stop.TOOL_USE,
                USAGE));

        String usage = "\"stop_sequence\":null,\"usage\":{\"input_tokens\":10,\"cache_creation_input_tokens\":2,"
                + "\"cache_read_input_tokens\":3,\"output_tokens\":5}},\"parent_tool_use_id\":null,\"session_id\":\"s1\"";
        String message =
                "{\"type\":\"assistant\",\"message\":{\"id\":\"msg_7\",\"type\":\"message\",\"role\":\"assistant\","
                        + "\"model\":\"\",\"content\":[";
        assertThat(lines())
                .containsExactly(
                        message
                                + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"c2ln\"}],\"stop_reason\":null,"
                                + usage + ",\"uuid\":\"u1\"}",
                        message + "{\"type\":\"text\",\"text\":\"I look.\"}],\"stop_reason\":null," + usage
                                + ",\"uuid\":\"u2\"}",
                        message
                                + "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"bash\",\"input\":{\"command\":\"ls\"}}],"
                                + "\"stop_reason\":null," + usage + ",\"uuid\":\"u3\"}",
                        message + "{\"type\":\"tool_use\",\"id\":\"t9\",\"name\":\"bash\",\"input\":{}}],"
                                + "\"stop_reason\":\"tool_use\"," + usage + ",\"uuid\":\"u4\"}");
    }

    @Test
    void every_result_is_told_once_when_it_is_there_or_else_with_the_message() {
        var here = new Block.ToolResult("t1", "a\nb", false);
        var late = new Block.ToolResult("t2", "not run", true);
        view.on(new AgentEvent.CallFinished(BASH, here, Duration.ZERO));
        view.on(new AgentEvent.Appended(
                new Message.User(List.of(here, late, new Block.Text("the user's"))), List.of()));

        assertThat(lines()).containsExactly("""
                        {"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1",\
                        "content":"a\\nb","is_error":false}]},"parent_tool_use_id":null,"session_id":"s1","uuid":"u1"}""", """
                        {"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t2",\
                        "content":"not run","is_error":true}]},"parent_tool_use_id":null,"session_id":"s1","uuid":"u2"}""");
    }

    @Test
    void a_background_task_is_told_from_its_start_to_its_notice() {
        var end = ended(new Exit.Code(1), new Cause.ByItself());
        view.on(new AgentEvent.CallStarting(BACKGROUND, "mvn"));
        view.on(new AgentEvent.TaskStarted(PlannedTask.of("b7", "mvn", new TaskState.Running()), "t2"));
        view.on(new AgentEvent.CallFinished(BACKGROUND, new Block.ToolResult("t2", "ok", false), Duration.ZERO));
        view.on(new AgentEvent.TaskEnded(PlannedTask.of("b7", "mvn", end), end, "failed, exit 1: mvn"));

        assertThat(systemLines()).containsExactly("""
                        {"type":"system","subtype":"task_started","task_id":"b7","tool_use_id":"t2","description":"mvn",\
                        "task_type":"local_bash","is_backgrounded":true,"session_id":"s1","uuid":"u1"}""", """
                        {"type":"system","subtype":"task_updated","task_id":"b7","patch":{"status":"failed"},\
                        "session_id":"s1","uuid":"u3"}""", """
                        {"type":"system","subtype":"task_notification","task_id":"b7","tool_use_id":"t2",\
                        "status":"failed","output_file":"/state/tasks/b7/output.log","summary":"failed, exit 1: mvn",\
                        "session_id":"s1","uuid":"u4"}""");
    }

    @Test
    void a_command_that_a_call_waited_for_has_no_notification_and_one_that_goes_on_is_said_to() {
        view.on(new AgentEvent.CallStarting(BASH, "ls"));
        view.on(new AgentEvent.TaskStarted(
                PlannedTask.of("b1", "ls", ended(new Exit.Code(0), new Cause.ByItself())), "t1"));
        view.on(new AgentEvent.TaskStarted(PlannedTask.of("b2", "sleep 9", new TaskState.Running()), "t1"));
        view.on(new AgentEvent.CallFinished(BASH, new Block.ToolResult("t1", "", false), Duration.ZERO));

        assertThat(systemLines().subList(2, 4)).containsExactly("""
                        {"type":"system","subtype":"task_updated","task_id":"b1","patch":{"status":"completed"},\
                        "session_id":"s1","uuid":"u4"}""", """
                        {"type":"system","subtype":"task_updated","task_id":"b2","patch":{"is_backgrounded":true},\
                        "session_id":"s1","uuid":"u5"}""");
    }

    @Test
    void a_stopped_and_a_lost_task_have_words_of_their_own() {
        var stopped = ended(new Exit.Signal(15), new Cause.Stopped(Cause.Requester.MODEL));
        var lost = new TaskState.Lost("its waiter was killed", PlannedTask.START);
        view.on(new AgentEvent.TaskEnded(PlannedTask.of("b1", "x", stopped), stopped, ""));
        view.on(new AgentEvent.TaskEnded(PlannedTask.of("b2", "x", lost), lost, ""));

        assertThat(lines().get(1)).contains("\"status\":\"stopped\"");
        assertThat(lines().get(3)).contains("\"status\":\"failed\"");
    }

    @Test
    void a_retry_is_told_with_its_cause() {
        view.on(new AgentEvent.Replying(new ReplyEvent.Retrying(2, 8, "overloaded", 529, Duration.ofMillis(750))));
        view.on(new AgentEvent.Replying(new ReplyEvent.Retrying(3, 8, "connection reset", 0, Duration.ofSeconds(1))));
        view.on(new AgentEvent.Said("The context window is full"));

        assertThat(lines()).containsExactly("""
                        {"type":"system","subtype":"api_retry","attempt":1,"max_retries":7,"retry_delay_ms":750,\
                        "error_status":529,"error":"overloaded","message":"overloaded","session_id":"s1","uuid":"u1"}""", """
                        {"type":"system","subtype":"api_retry","attempt":2,"max_retries":7,"retry_delay_ms":1000,\
                        "error_status":null,"error":"unknown","message":"connection reset","session_id":"s1",\
                        "uuid":"u2"}""", """
                        {"type":"system","subtype":"informational","content":"The context window is full",\
                        "level":"info","session_id":"s1","uuid":"u3"}""");
    }

    @Test
    void raw_events_pass_only_where_they_are_wanted() {
        var raw = new AgentEvent.Replying(new ReplyEvent.Raw("{\"type\":\n\"ping\"}"));
        view.on(raw);
        assertThat(lines()).isEmpty();

        view(true).on(raw);
        assertThat(lines())
                .containsExactly(
                        "{\"type\":\"stream_event\",\"event\":{\"type\": \"ping\"},\"parent_tool_use_id\":null,"
                                + "\"session_id\":\"s1\",\"uuid\":\"u1\"}");
    }

    @Test
    void the_result_sums_up() {
        view.on(new AgentEvent.RequestStarting(1));
        nanos.addAndGet(40_000_000);
        view.on(new AgentEvent.Replied(new Message.Assistant(List.of()), Reply.Stop.TOOL_USE, USAGE));
        view.on(new AgentEvent.PermissionDecided(BASH, new Decision.Denied("no", new Grounds(Grounds.By.USER, "no"))));
        view.finished(new RunEnd(Outcome.OUT_OF_TURNS, "stopped", Duration.ofMillis(1234), USAGE, 0.25));

        assertThat(lines()).containsExactly("""
                        {"type":"result","subtype":"error_max_turns","is_error":true,"duration_ms":1234,\
                        "duration_api_ms":40,"num_turns":1,"result":"stopped","errors":["stopped"],\
                        "total_cost_usd":0.25,"usage":{"input_tokens":10,"cache_creation_input_tokens":2,\
                        "cache_read_input_tokens":3,"output_tokens":5},"permission_denials":[{"tool_name":"bash",\
                        "tool_use_id":"t1","tool_input":{"command":"ls"}}],"session_id":"s1","uuid":"u2"}""");
    }

    private StreamJsonView view(boolean partial) {
        return new StreamJsonView(
                new Sink(out, () -> {}), SESSION, partial, () -> "u" + ids.incrementAndGet(), nanos::get);
    }

    private static TaskState.Ended ended(Exit exit, Cause cause) {
        return new TaskState.Ended(exit, cause, PlannedTask.START, Duration.ofSeconds(3));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> systemLines() {
        return lines().stream().filter(line -> line.contains("\"system\"")).toList();
    }
}
