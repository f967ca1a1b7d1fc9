/** A program for a person to try the terminal with, and for tests to drive: everything is real but the model. */
@NullMarked
package dev.lungo.terminal.testing;

import org.jspecify.annotations.NullMarked;
