/** The loop: one way in ({@link dev.lungo.agent.Inbox}), one way out ({@link dev.lungo.agent.AgentEvent}). */
@NullMarked
package dev.lungo.agent;

import org.jspecify.annotations.NullMarked;
