@NullMarked
package dev.lungo.settings;

import org.jspecify.annotations.NullMarked;
