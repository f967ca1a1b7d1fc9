package dev.lungo.agent;

/** What can be done to a conversation while no turn is at work, on the thread that owns it. */
public interface Between {
    /** Has something written down and shown. */
    void emit(AgentEvent event);

    /** Goes on with another past. Ends that it does not tell are told with the next prompt; until then the agent rests. */
    void goOnWith(Past past);

    /** A word for the model, with the next message. */
    void remark(String text);
}
