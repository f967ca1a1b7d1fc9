/** What a model is: messages in, a reply out. The wires (Anthropic, OpenAI-compatible, scripted) live behind {@link dev.lungo.model.Model}. */
@NullMarked
package dev.lungo.model;

import org.jspecify.annotations.NullMarked;
