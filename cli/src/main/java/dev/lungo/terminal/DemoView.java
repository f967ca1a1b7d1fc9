package dev.lungo.terminal;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.AgentListener;
import dev.lungo.agent.TurnEnd;
import dev.lungo.model.ReplyEvent;

/** What an agent does, as it scrolls by at a terminal, with a line of explanation where something is worth noticing. */
public final class DemoView implements AgentListener {
    private final Sink out;
    private final boolean colour;
    private final ActivityLines activity = new ActivityLines();
    // Written by the agent's events alone, which come one at a time, and before the first of them.
    private boolean inLine;
    private boolean startedSaid;
    private boolean idleSaid;
    private boolean woken;

    /** @param colour whether the reader is a terminal */
    public DemoView(Sink out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** A line that explains. */
    public void explain(String text) {
        write(Line.of(Tint.DIM, "  — " + text));
    }

    /** The user's words, as if typed. */
    public void typed(String text) {
        write(Line.EMPTY);
        write(Line.of(Tint.ACCENT, "> ").and(Tint.BOLD, text));
    }

    @Override
    public void on(AgentEvent event) {
        if (event instanceof AgentEvent.TurnStarted(AgentEvent.Origin origin)) {
            woken = origin == AgentEvent.Origin.NOTICE;
        }
        if (event instanceof AgentEvent.Replying(ReplyEvent reply)) {
            replying(reply);
        }
        for (Line line : activity.of(event)) {
            write(line);
        }
        if (event instanceof AgentEvent.CallFinished(var call, var _, var _, var _)
                && call.name().equals("background_run")
                && !startedSaid) {
            startedSaid = true;
            explain("a task of its own: the answer came at once, the command runs on");
        }
        if (event instanceof AgentEvent.TurnEnded(TurnEnd.Completed _) && !idleSaid) {
            idleSaid = true;
            explain("the agent is idle now: no request, no polling, until the task ends");
        }
    }

    private void replying(ReplyEvent reply) {
        switch (reply) {
            case ReplyEvent.Started _ -> {
                if (woken) {
                    woken = false;
                    explain("nobody typed: the end of the task woke the agent, with a notice in its next request");
                }
                write(Line.EMPTY);
            }
            case ReplyEvent.TextDelta(String text) -> {
                inLine = true;
                out.text(Harmless.line(text));
            }
            case ReplyEvent.BlockDone _ -> endLine();
            case ReplyEvent.ThinkingDelta _,
                    ReplyEvent.CallStarted _,
                    ReplyEvent.Waiting _,
                    ReplyEvent.Stalled _,
                    ReplyEvent.Retrying _,
                    ReplyEvent.FellBack _,
                    ReplyEvent.Raw _ -> {}
        }
    }

    private void write(Line line) {
        endLine();
        out.line(colour ? line.coloured() : line.plain());
    }

    private void endLine() {
        if (inLine) {
            inLine = false;
            out.line("");
        }
    }
}
