package dev.lungo.agent;

import java.util.Collection;

/** What can be done to a conversation while no turn is at work, on the thread that owns it. */
public interface Between {
    /** Has something written down and shown. */
    void emit(AgentEvent event);

    /**
     * Goes on with another past, without the prompts that this event takes back. Ends that the past does not tell are told
     * with the next prompt; until then the agent rests.
     */
    void goOnWith(Past past, AgentEvent.Rewound rewound);

    /** The model is told with the next message that these files are not what it knows any more. */
    void takenBack(Collection<String> files);

    /** The model is told with the next message that these files were to go back and did not. */
    void leftAlone(Collection<String> files);
}
