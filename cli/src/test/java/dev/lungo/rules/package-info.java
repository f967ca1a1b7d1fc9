/** The rules that the code keeps, as tests. */
@NullMarked
package dev.lungo.rules;

import org.jspecify.annotations.NullMarked;
