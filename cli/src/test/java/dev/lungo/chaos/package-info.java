/** Lungo is killed again and again, by name of the step or at random, and must lose nothing and leave nothing behind. */
@NullMarked
package dev.lungo.chaos;

import org.jspecify.annotations.NullMarked;
