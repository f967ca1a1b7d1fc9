/** The program: commands, settings, and all wiring. */
@NullMarked
package dev.lungo.cli;

import org.jspecify.annotations.NullMarked;
