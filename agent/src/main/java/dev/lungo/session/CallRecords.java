package dev.lungo.session;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.CallProgress;
import dev.lungo.model.Block;
import dev.lungo.tool.FileChange;
import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy.Decision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The progress of the calls of the last answer, as the records tell it. Used by one thread. */
final class CallRecords {
    static final String PERMISSION = "permission";
    static final String STARTED = "call_started";
    static final String RESULT = "call_result";

    private final Set<String> started = new HashSet<>();
    private final Map<String, CallProgress.Finished> finished = new HashMap<>();
    private final Map<String, FileChange> changes = new HashMap<>();
    private boolean known;

    /** Whether it was more than the reading that nobody is ever asked about. */
    static boolean worthTelling(Decision decision) {
        return decision.grounds().by() != Grounds.By.READ;
    }

    static ObjectNode permission(AgentEvent.PermissionDecided decided) {
        Grounds grounds = decided.decision().grounds();
        return Records.typed(PERMISSION)
                .put("call", decided.call().id())
                .put(
                        "decision",
                        switch (decided.decision()) {
                            case Decision.Allowed _ -> "allowed";
                            case Decision.Denied _ -> "denied";
                        })
                .put("by", grounds.by().name().toLowerCase(Locale.ROOT))
                .put("why", grounds.why());
    }

    static ObjectNode started(AgentEvent.CallRunning running) {
        return Records.typed(STARTED).put("call", running.call().id());
    }

    static ObjectNode result(AgentEvent.CallFinished finished) {
        ObjectNode record = Records.typed(RESULT)
                .put("call", finished.result().callId())
                .put("text", finished.result().text())
                .put("is_error", finished.result().isError());
        Records.told(record, finished.told());
        return record;
    }

    /** An answer came, with calls of its own: some servers give the same id to a call of each. */
    void answered(ObjectNode record) {
        forget();
        known = record.path(Records.PROGRESS).asBoolean(false);
    }

    /** The answer is taken back, or each of its calls has its result. */
    void forget() {
        started.clear();
        finished.clear();
        changes.clear();
        known = false;
    }

    void started(ObjectNode record) {
        started.add(RecordedContent.text(record, "call"));
    }

    void finished(ObjectNode record) {
        String call = RecordedContent.text(record, "call");
        finished.put(
                call,
                new CallProgress.Finished(
                        new Block.ToolResult(
                                call,
                                RecordedContent.text(record, "text"),
                                record.path("is_error").asBoolean(false)),
                        RecordedContent.told(record)));
    }

    /** A call is about to change a file; a person who takes changes back is none. */
    void changing(ObjectNode record) {
        String call = record.path("call").asString("");
        if (!call.isEmpty()) {
            try {
                changes.put(call, FileRecords.change(record));
            } catch (IllegalArgumentException notAChange) {
                throw new RecordedContent.Malformed(String.valueOf(notAChange.getMessage()));
            }
        }
    }

    CallProgress progress() {
        return known ? new CallProgress(true, started, finished, changes) : CallProgress.UNKNOWN;
    }
}
