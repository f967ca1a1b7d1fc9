package dev.lungo.terminal;

import dev.lungo.agent.AgentListener;

/** A face of a headless run: hears the agent's events, and at the end what came of it all. */
public interface View extends AgentListener {
    /** The run is over, or with prompts from a stream, this prompt's part of it. */
    void finished(RunEnd end);
}
