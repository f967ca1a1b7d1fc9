/** Views of {@link dev.lungo.agent.AgentEvent}: interactive, plain, JSON. */
@NullMarked
package dev.lungo.terminal;

import org.jspecify.annotations.NullMarked;
