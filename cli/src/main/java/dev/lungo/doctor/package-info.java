/** Looks at the machine for what Lungo needs or can use. Begin with {@link dev.lungo.doctor.Examination}. */
@NullMarked
package dev.lungo.doctor;

import org.jspecify.annotations.NullMarked;
