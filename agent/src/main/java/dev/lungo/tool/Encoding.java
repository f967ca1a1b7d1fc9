package dev.lungo.tool;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** How the bytes of a file are to be read, guessed from its beginning. */
enum Encoding {
    UTF_8(StandardCharsets.UTF_8, 0, "UTF-8"),
    UTF_8_BOM(StandardCharsets.UTF_8, 3, "UTF-8 with a BOM"),
    UTF_16_LE_BOM(StandardCharsets.UTF_16LE, 2, "UTF-16 (little endian)"),
    UTF_16_BE_BOM(StandardCharsets.UTF_16BE, 2, "UTF-16 (big endian)"),
    UTF_16_LE(StandardCharsets.UTF_16LE, 0, "UTF-16 (little endian, no BOM)"),
    UTF_16_BE(StandardCharsets.UTF_16BE, 0, "UTF-16 (big endian, no BOM)"),
    /** Text that is not valid UTF-8; read as Latin-1, which every byte fits. */
    LATIN_1(StandardCharsets.ISO_8859_1, 0, "not UTF-8, shown as Latin-1"),
    BINARY(StandardCharsets.ISO_8859_1, 0, "binary");

    /** How many bytes of a file the guess looks at. */
    static final int SAMPLE = 16 * 1024;

    @SuppressWarnings("ImmutableEnumChecker") // charsets are immutable
    final Charset charset;

    final int bom;
    final String words;

    Encoding(Charset charset, int bom, String words) {
        this.charset = charset;
        this.bom = bom;
        this.words = words;
    }

    /**
     * Guesses.
     *
     * @param head the first bytes, which may end within a character
     */
    static Encoding of(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return UTF_8_BOM;
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return UTF_16_LE_BOM;
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return UTF_16_BE_BOM;
        }
        int even = 0;
        int odd = 0;
        for (int at = 0; at < head.length; at++) {
            if (head[at] == 0) {
                even += 1 - at % 2;
                odd += at % 2;
            }
        }
        if (even + odd > 0) {
            return utf16WithoutBom(even, odd, head.length);
        }
        return isUtf8(head) ? UTF_8 : LATIN_1;
    }

    /** Mostly Latin text in UTF-16 has a zero in every second byte and none in the others. */
    private static Encoding utf16WithoutBom(int even, int odd, int length) {
        if (even == 0 && odd > length * 2 / 5) {
            return UTF_16_LE;
        }
        return odd == 0 && even > length * 2 / 5 ? UTF_16_BE : BINARY;
    }

    boolean isWide() {
        return charset.equals(StandardCharsets.UTF_16LE) || isBigEndian();
    }

    boolean isBigEndian() {
        return charset.equals(StandardCharsets.UTF_16BE);
    }

    private static boolean isUtf8(byte[] head) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        boolean whole = head.length < SAMPLE;
        return !decoder.decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length), whole)
                .isError();
    }

    private static boolean startsWith(byte[] head, int... start) {
        if (head.length < start.length) {
            return false;
        }
        for (int at = 0; at < start.length; at++) {
            if ((head[at] & 0xFF) != start[at]) {
                return false;
            }
        }
        return true;
    }
}
