/** The program, from its command line to its exit code. */
@NullMarked
package dev.lungo.cli;

import org.jspecify.annotations.NullMarked;
