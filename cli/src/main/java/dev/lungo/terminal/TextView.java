package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;

/** The answer on stdout, what the agent does in lines on stderr. */
public final class TextView implements View {
    private final Sink out;
    private final Sink err;
    private final boolean colour;
    private final ActivityLines activity = new ActivityLines();
    /** What the model said last, until it is known whether it is the answer. Only the agent's events write it. */
    private String said = "";

    /**
     * @param out takes the answer as it is; whoever gives it away to a terminal makes it harmless
     * @param colour whether the reader of stderr is a terminal
     */
    public TextView(Sink out, Sink err, boolean colour) {
        this.out = out;
        this.err = err;
        this.colour = colour;
    }

    @Override
    public void on(AgentEvent event) {
        if (event instanceof AgentEvent.Replied replied) {
            flush();
            said = replied.message().text();
        } else if (event instanceof AgentEvent.CallStarting || event instanceof AgentEvent.TurnStarted) {
            flush();
        }
        for (Line line : activity.of(event)) {
            write(line);
        }
    }

    @Override
    public void finished(RunEnd end) {
        switch (end.outcome()) {
            case SUCCESS -> {
                if (!end.text().isEmpty()) {
                    out.line(end.text());
                }
            }
            // The activity said why, where it came from the conversation.
            case FAILED, INTERRUPTED, OUT_OF_TURNS, OVER_BUDGET -> flush();
        }
    }

    /** Something follows: what the model said was not the answer. */
    private void flush() {
        if (!said.isBlank()) {
            said.strip().lines().forEach(line -> write(Line.of(Tint.PLAIN, line)));
        }
        said = "";
    }

    private void write(Line line) {
        err.line(colour ? line.coloured() : line.plain());
    }
}
