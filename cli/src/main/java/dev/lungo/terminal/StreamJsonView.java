package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;
import dev.lungo.model.Block;
import dev.lungo.model.Json;
import dev.lungo.model.Message;
import dev.lungo.model.ReplyEvent;
import dev.lungo.model.ToolSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of JSON for everything that happens, in the dialect that tools around terminal agents speak: {@code system/init}
 * first, {@code result} last. An answer's blocks become lines when the answer is complete, so that no line has to be
 * taken back after a retry; {@code stream_event} lines are there for those who want it sooner.
 */
public final class StreamJsonView implements View {
    private final Sink out;
    private final SessionFacts session;
    private final boolean partialMessages;
    private final Supplier<String> ids;
    private final Tally tally;
    private final TaskLines tasks = new TaskLines();
    private final AnswerLines answers;
    // Written by the agent's events alone, which come one at a time.
    private final Set<String> resultsSaid = new HashSet<>();
    private boolean begun;

    /**
     * A view on this output.
     *
     * @param partialMessages pass the raw events of the stream on
     * @param ids makes the lines' uuids
     * @param nanos a clock that only goes forward
     */
    public StreamJsonView(
            Sink out, SessionFacts session, boolean partialMessages, Supplier<String> ids, LongSupplier nanos) {
        this.out = out;
        this.session = session;
        this.partialMessages = partialMessages;
        this.ids = ids;
        this.tally = new Tally(nanos);
        this.answers = new AnswerLines(ids);
    }

    @Override
    public void on(AgentEvent event) {
        tally.on(event);
        switch (event) {
            case AgentEvent.ConversationStarted started -> conversation(started);
            case AgentEvent.Replying(ReplyEvent reply) -> replying(reply);
            case AgentEvent.Replied replied -> answers.of(replied).forEach(this::line);
            case AgentEvent.CallStarting(var call, var _) -> tasks.calls(call);
            case AgentEvent.CallFinished(var call, var result, var _, var _) -> {
                result(result);
                tasks.callFinished(call).forEach(this::line);
            }
            case AgentEvent.Appended(Message message, var _, var _) -> results(message);
            case AgentEvent.TaskStarted(var task, var callId) -> line(tasks.started(task, callId));
            case AgentEvent.TaskEnded ended -> tasks.ended(ended).forEach(this::line);
            case AgentEvent.Said(String text) -> informational(text);
            case AgentEvent.Resumed resumed -> resumed(resumed);
            case AgentEvent.PromptSubmitted _,
                    AgentEvent.TurnStarted _,
                    AgentEvent.Redrawn _,
                    AgentEvent.RequestStarting _,
                    AgentEvent.PermissionDecided _,
                    AgentEvent.FileChanging _,
                    AgentEvent.Rewound _,
                    AgentEvent.FilesTakenBack _,
                    AgentEvent.PromptsWithdrawn _,
                    AgentEvent.TaskAdopted _,
                    AgentEvent.CallRunning _,
                    AgentEvent.TurnEnded _ -> {}
        }
    }

    @Override
    public void finished(RunEnd end) {
        line(tally.result(end));
    }

    private void resumed(AgentEvent.Resumed resumed) {
        init(resumed.model(), resumed.tools(), resumed.workingFolder());
        informational(resumed.summary());
        resumed.running()
                .forEach(task -> line(tasks.started(task, task.command().origin())));
    }

    private void conversation(AgentEvent.ConversationStarted started) {
        if (!begun) {
            init(started.model(), started.tools(), started.workingFolder());
        } else if (started.carried().isEmpty()) {
            ObjectNode boundary = Json.object().put("type", "system").put("subtype", "compact_boundary");
            boundary.putObject("compact_metadata").put("trigger", "auto").put("pre_tokens", answers.contextTokens());
            line(boundary);
        }
    }

    private void init(String model, List<ToolSpec> specs, String workingFolder) {
        begun = true;
        answers.model(model);
        ObjectNode init = Json.object()
                .put("type", "system")
                .put("subtype", "init")
                .put("cwd", workingFolder)
                .put("model", model)
                .put("permissionMode", session.permissionMode());
        var tools = init.putArray("tools");
        specs.forEach(tool -> tools.add(tool.name()));
        init.putArray("mcp_servers");
        init.putArray("slash_commands");
        init.put("apiKeySource", session.keySource()).put("output_style", "default");
        line(init.put("lungo_version", session.version()).put("sandbox", session.sandbox()));
    }

    private void replying(ReplyEvent event) {
        switch (event) {
            case ReplyEvent.Raw(String json) -> {
                answers.raw(json);
                if (partialMessages) {
                    streamEvent(json);
                }
            }
            case ReplyEvent.Retrying retrying -> line(RetryLine.of(retrying));
            case ReplyEvent.Waiting(var silence, var limit) ->
                informational("nothing from the model for " + silence.toSeconds() + " s; waiting up to "
                        + limit.toSeconds() + " s");
            case ReplyEvent.Stalled(var silence) ->
                informational("nothing from the model for " + silence.toSeconds() + " s");
            case ReplyEvent.FellBack(String what) -> informational("the server does not take " + what);
            case ReplyEvent.Started _,
                    ReplyEvent.TextDelta _,
                    ReplyEvent.ThinkingDelta _,
                    ReplyEvent.CallStarted _,
                    ReplyEvent.BlockDone _ -> {}
        }
    }

    /** The raw event goes through as it came. */
    private void streamEvent(String json) {
        String oneLine = json.replace('\n', ' ').replace('\r', ' ');
        String rest = Json.line(stamped(Json.object().putNull("parent_tool_use_id")));
        out.line("{\"type\":\"stream_event\",\"event\":" + oneLine + "," + rest.substring(1));
    }

    /** Results of calls that never began come with the message alone. */
    private void results(Message message) {
        for (Block block : message.content()) {
            if (block instanceof Block.ToolResult result) {
                result(result);
            }
        }
        if (message instanceof Message.User) {
            resultsSaid.clear();
        }
    }

    private void result(Block.ToolResult result) {
        if (!resultsSaid.add(result.callId())) {
            return;
        }
        ObjectNode line = Json.object().put("type", "user");
        line.putObject("message")
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", result.callId())
                .put("content", result.text())
                .put("is_error", result.isError());
        line(line.putNull("parent_tool_use_id"));
    }

    private void informational(String text) {
        line(Json.object()
                .put("type", "system")
                .put("subtype", "informational")
                .put("content", text)
                .put("level", "info"));
    }

    private void line(ObjectNode line) {
        out.line(Json.line(stamped(line)));
    }

    private ObjectNode stamped(ObjectNode line) {
        return line.put("session_id", session.sessionId()).put("uuid", ids.get());
    }
}
