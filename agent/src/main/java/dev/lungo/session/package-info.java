/** The transcript on disk: append-only, forced before each request, the ledger of what was told. */
@NullMarked
package dev.lungo.session;

import org.jspecify.annotations.NullMarked;
