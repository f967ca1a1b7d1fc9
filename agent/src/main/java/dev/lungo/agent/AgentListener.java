package dev.lungo.agent;

/**
 * Hears everything an agent does, one event at a time. Events of the conversation come on the thread that owns it;
 * {@link AgentEvent.TaskStarted}, {@link AgentEvent.TaskEnded} and the events of calls come from other threads, never
 * two at once. An exception thrown here ends the turn: nothing goes to the model that could not be written down.
 */
@FunctionalInterface
public interface AgentListener {
    void on(AgentEvent event);
}
