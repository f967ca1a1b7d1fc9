package dev.lungo.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Random ids that do not wait for a security provider to load. */
final class Ids {
    private static final String SOURCE = "/dev/urandom";

    private Ids() {}

    static String random() {
        try (var source = new FileInputStream(SOURCE)) {
            byte[] bytes = source.readNBytes(16);
            if (bytes.length == 16) {
                return version4(ByteBuffer.wrap(bytes)).toString();
            }
        } catch (IOException absent) {
            // the portable way, then
        }
        return UUID.randomUUID().toString();
    }

    private static UUID version4(ByteBuffer random) {
        long high = (random.getLong() & ~0xf000L) | 0x4000L;
        long low = (random.getLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(high, low);
    }
}
