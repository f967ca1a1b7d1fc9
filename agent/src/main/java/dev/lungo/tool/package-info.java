/** What the model can call, and who may say no. */
@NullMarked
package dev.lungo.tool;

import org.jspecify.annotations.NullMarked;
