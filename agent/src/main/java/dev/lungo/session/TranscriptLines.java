package dev.lungo.session;

import dev.lungo.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The lines of a transcript, one at a time; only one is in memory. */
final class TranscriptLines implements Closeable {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private int number;
    private long end;
    private int torn;

    TranscriptLines(Path path) throws IOException {
        in = Files.newInputStream(path);
    }

    /** A line with its end there; whether it is a record is another question. */
    static final class Raw {
        private final int number;
        private final long begin;
        private final byte[] bytes;

        private Raw(int number, long begin, byte[] bytes) {
            this.number = number;
            this.begin = begin;
            this.bytes = bytes;
        }

        /** From 1 on. */
        int number() {
            return number;
        }

        /** Where it begins in the file. */
        long begin() {
            return begin;
        }

        /** Where the next one begins. */
        long end() {
            return begin + bytes.length + 1;
        }

        boolean beginsWith(byte[] beginning) {
            return bytes.length >= beginning.length
                    && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
        }

        /** The JSON object that it is; empty where it is none. */
        Optional<ObjectNode> object() {
            try {
                return Json.object(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            } catch (CharacterCodingException notText) {
                return Optional.empty();
            }
        }

        /** The line as it is, without its end. */
        void copyTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }

    /** The next line; empty where there is none, or none that is whole. */
    Optional<Raw> next() throws IOException {
        var line = new ByteArrayOutputStream(256);
        while (true) {
            if (at == filled) {
                at = 0;
                filled = Math.max(0, in.read(buffer));
                if (filled == 0) {
                    torn = line.size();
                    return Optional.empty();
                }
            }
            int stop = at;
            while (stop < filled && buffer[stop] != '\n') {
                stop++;
            }
            line.write(buffer, at, stop - at);
            boolean ended = stop < filled;
            at = ended ? stop + 1 : filled;
            if (ended) {
                var raw = new Raw(++number, end, line.toByteArray());
                end = raw.end();
                return Optional.of(raw);
            }
        }
    }

    /** So many bytes stand behind the last whole line. */
    int torn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
