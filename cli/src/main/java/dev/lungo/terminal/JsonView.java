package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;
import dev.lungo.model.Json;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One JSON object at the end of the run, and nothing before; what a person should know meanwhile goes to stderr. */
public final class JsonView implements View {
    private final Sink out;
    private final Sink err;
    private final SessionFacts session;
    private final Supplier<String> ids;
    private final Tally tally;

    /**
     * A view on this output.
     *
     * @param ids makes the line's uuid
     * @param nanos a clock that only goes forward
     */
    public JsonView(Sink out, Sink err, SessionFacts session, Supplier<String> ids, LongSupplier nanos) {
        this.out = out;
        this.err = err;
        this.session = session;
        this.ids = ids;
        this.tally = new Tally(nanos);
    }

    @Override
    public void on(AgentEvent event) {
        tally.on(event);
        if (event instanceof AgentEvent.Said(String text)) {
            err.line(Line.of(Tint.WARN, "· " + text).plain());
        }
    }

    @Override
    public void finished(RunEnd end) {
        out.line(Json.line(
                tally.result(end).put("session_id", session.sessionId()).put("uuid", ids.get())));
    }
}
