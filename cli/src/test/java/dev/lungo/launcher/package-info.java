/** The launcher and its builds, tested as a user starts them. */
@NullMarked
package dev.lungo.launcher;

import org.jspecify.annotations.NullMarked;
