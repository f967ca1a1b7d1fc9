/** Doubles made by hand, for the tests of every module. */
@NullMarked
package dev.lungo.testing;

import org.jspecify.annotations.NullMarked;
