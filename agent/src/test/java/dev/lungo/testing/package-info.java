/**
 * Servers for tests that are as strict as the real ones: {@link dev.lungo.testing.StrictMessagesServer} and {@link
 * dev.lungo.testing.StrictChatServer}, with {@link dev.lungo.testing.Answer} for what they say.
 */
@NullMarked
package dev.lungo.testing;

import org.jspecify.annotations.NullMarked;
