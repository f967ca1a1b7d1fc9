package dev.lungo.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Counts and finds lines by their bytes, without decoding: fast enough for logs of many megabytes. */
final class LineScan {
    private static final int BLOCK = 64 * 1024;

    private final SeekableByteChannel file;
    private final Encoding encoding;

    LineScan(SeekableByteChannel file, Encoding encoding) {
        this.file = file;
        this.encoding = encoding;
    }

    /** The number of lines; text after the last line break counts as one. */
    long count() throws IOException {
        var scan = new Scan(Long.MAX_VALUE);
        return scan.lineBreaks + (scan.afterLastBreak < file.size() ? 1 : 0);
    }

    /** The offset of the first byte of a line, counted from 1; the end of the file where there is no such line. */
    long offsetOf(long line) throws IOException {
        if (line <= 1) {
            return encoding.bom;
        }
        var scan = new Scan(line - 1);
        return scan.lineBreaks < line - 1 ? file.size() : scan.afterLastBreak;
    }

    /** One pass from the front, up to so many line breaks. */
    private final class Scan {
        private long lineBreaks;
        private long afterLastBreak = encoding.bom;

        Scan(long most) throws IOException {
            int unit = encoding.isWide() ? 2 : 1;
            int low = encoding.isBigEndian() ? 1 : 0;
            var block = ByteBuffer.allocate(BLOCK);
            long offset = encoding.bom;
            file.position(offset);
            while (lineBreaks < most && file.read(block) > 0) {
                byte[] bytes = block.array();
                int whole = block.position() - block.position() % unit;
                for (int at = 0; at < whole && lineBreaks < most; at += unit) {
                    if (bytes[at + low] == '\n' && (unit == 1 || bytes[at + 1 - low] == 0)) {
                        lineBreaks++;
                        afterLastBreak = offset + at + unit;
                    }
                }
                offset += whole;
                block.flip().position(whole);
                block.compact();
            }
        }
    }
}
