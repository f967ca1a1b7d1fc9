/**
 * What a line means to {@code bash -c}: a grammar that decisions about permission rest on. {@link
 * dev.lungo.shell.ShellParser} is the way in, {@link dev.lungo.shell.Commands} lists what running the line may run.
 * What is not known for sure is never guessed: such a line cannot be read.
 */
@NullMarked
package dev.lungo.shell;

import org.jspecify.annotations.NullMarked;
