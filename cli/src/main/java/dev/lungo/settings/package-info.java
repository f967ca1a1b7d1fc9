/** What a run may be told by files, options and environment, put together. Begin with {@link dev.lungo.settings.Settings}. */
@NullMarked
package dev.lungo.settings;

import org.jspecify.annotations.NullMarked;
