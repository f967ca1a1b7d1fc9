package dev.lungo.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a client sends behind the head of a request, and what of it belongs to that request: another request behind it would be one
 * to a host that nobody looked at. Used by one thread.
 */
sealed interface RequestBody {
    /** Takes the bytes; answers those that go to the server, which are the first of them. */
    ByteBuffer own(ByteBuffer bytes) throws IOException;

    /**
     * That of a request.
     *
     * @throws RefusedRequest where a server could see another end of it than we do
     */
    static RequestBody of(RequestHead head) throws RefusedRequest {
        if (head.isTunnel()) {
            return new Endless();
        }
        List<String> lengths = head.values("content-length");
        List<String> encodings = head.values("transfer-encoding");
        if (lengths.size() + encodings.size() > 1) {
            throw RefusedRequest.malformed("this request says more than once where it ends");
        }
        if (!encodings.isEmpty()) {
            if (!encodings.getFirst().equalsIgnoreCase("chunked")) {
                throw RefusedRequest.malformed("of transfer encodings the proxy knows 'chunked' alone");
            }
            return new Chunked();
        }
        String length = lengths.isEmpty() ? "0" : lengths.getFirst();
        if (!length.matches("[0-9]{1,18}")) {
            throw RefusedRequest.malformed("the length of this request is no number");
        }
        return new Counted(Long.parseLong(length));
    }

    /** Of a tunnel. */
    record Endless() implements RequestBody {
        @Override
        public ByteBuffer own(ByteBuffer bytes) {
            return bytes;
        }
    }

    /** So many bytes. */
    final class Counted implements RequestBody {
        private long left;

        Counted(long length) {
            this.left = length;
        }

        @Override
        public ByteBuffer own(ByteBuffer bytes) {
            int taken = (int) Math.min(left, bytes.remaining());
            left -= taken;
            return bytes.slice(bytes.position(), taken);
        }
    }

    /** Chunks, each with its size before it and the last one empty; without extensions and trailers, which nobody sends. */
    final class Chunked implements RequestBody {
        private static final int MOST_DIGITS = 15;

        private enum At {
            SIZE,
            END_OF_SIZE,
            DATA,
            BEHIND_DATA,
            END_OF_CHUNK,
            END
        }

        private At at = At.SIZE;
        private long size;
        private int digits;
        private boolean last;

        @Override
        public ByteBuffer own(ByteBuffer bytes) throws IOException {
            int next = bytes.position();
            while (next < bytes.limit() && at != At.END) {
                if (at == At.DATA) {
                    int taken = (int) Math.min(size, bytes.limit() - next);
                    size -= taken;
                    next += taken;
                    at = size == 0 ? At.BEHIND_DATA : At.DATA;
                } else {
                    take((char) (bytes.get(next++) & 0xff));
                }
            }
            return bytes.slice(bytes.position(), next - bytes.position());
        }

        private void take(char c) throws IOException {
            switch (at) {
                case SIZE -> {
                    int digit = Character.digit(c, 16);
                    if (c == '\r' && digits > 0) {
                        at = At.END_OF_SIZE;
                    } else if (digit >= 0 && c < 0x80 && digits < MOST_DIGITS) {
                        digits++;
                        size = size * 16 + digit;
                    } else {
                        throw malformed();
                    }
                }
                case END_OF_SIZE -> {
                    expect('\n', c);
                    last = size == 0;
                    at = last ? At.BEHIND_DATA : At.DATA;
                }
                case BEHIND_DATA -> {
                    expect('\r', c);
                    at = At.END_OF_CHUNK;
                }
                case END_OF_CHUNK -> {
                    expect('\n', c);
                    at = last ? At.END : At.SIZE;
                    digits = 0;
                }
                case DATA, END -> throw new IllegalStateException("there is nothing to read at " + at);
            }
        }

        private static void expect(char wanted, char c) throws IOException {
            if (c != wanted) {
                throw malformed();
            }
        }

        private static IOException malformed() {
            return new IOException("the chunks of this request are malformed");
        }
    }
}
