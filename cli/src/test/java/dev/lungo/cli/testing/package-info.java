/** The real program as a process of its own, for tests. */
@NullMarked
package dev.lungo.cli.testing;

import org.jspecify.annotations.NullMarked;
