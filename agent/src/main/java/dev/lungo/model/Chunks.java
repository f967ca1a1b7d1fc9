package dev.lungo.model;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes in pieces of any size, as the network hands them over. */
@FunctionalInterface
interface Chunks {
    /** The next piece, or null at the end. */
    @Nullable
    ByteBuffer next() throws Failed, InterruptedException;
}
