package dev.lungo.permission;

import dev.lungo.tool.SmallFile;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the names of the files that a repository of git has in its index, versions 2 to 4. */
final class TrackedFiles {
    private static final int SIGNATURE = 0x44495243; // DIRC
    private static final int LARGEST = 64 << 20;
    /** Times, numbers and the name of the content in front of an entry's flags. */
    private static final int FACTS = 60;

    private static final int EXTENDED = 0x4000;
    private static final int LENGTH = 0x0FFF;
    private static final int CHECKSUM = 20;

    private TrackedFiles() {}

    /** Paths from the root of the working tree; empty where they cannot be read. Without an index there are none. */
    static Optional<List<String>> of(Path git) {
        Path index = git.resolve("index");
        try {
            if (!Files.exists(index)) {
                return Optional.of(List.of());
            }
            return names(ByteBuffer.wrap(SmallFile.bytes(index, LARGEST)));
        } catch (IOException | BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException odd) {
            return Optional.empty();
        }
    }

    private static Optional<List<String>> names(ByteBuffer bytes) {
        if (bytes.getInt() != SIGNATURE) {
            return Optional.empty();
        }
        int version = bytes.getInt();
        int count = bytes.getInt();
        var names = new ArrayList<String>();
        String before = "";
        for (int entry = 0; entry < count; entry++) {
            int start = bytes.position();
            bytes.position(start + FACTS);
            int flags = bytes.getShort();
            bytes.position(bytes.position() + ((flags & EXTENDED) != 0 ? 2 : 0));
            String kept = version < 4 ? "" : before.substring(0, before.length() - number(bytes));
            before = kept + text(bytes);
            if ((flags & LENGTH) < LENGTH && (flags & LENGTH) != before.length()) {
                return Optional.empty(); // names of contents are longer than thought
            }
            names.add(new String(before.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            if (version < 4) {
                // With one to eight zeros an entry is a multiple of eight long.
                bytes.position(start + ((bytes.position() - 1 - start) / 8 + 1) * 8);
            }
        }
        return isWhole(bytes) ? Optional.of(names) : Optional.empty();
    }

    /** Whether no extension says that more entries are elsewhere. */
    private static boolean isWhole(ByteBuffer bytes) {
        while (bytes.remaining() > CHECKSUM) {
            int name = bytes.getInt();
            if (name == 0x6C696E6B || name == 0x73646972) { // link, sdir
                return false;
            }
            bytes.position(bytes.getInt() + bytes.position());
        }
        return true;
    }

    private static String text(ByteBuffer bytes) {
        var text = new StringBuilder();
        for (int next = bytes.get(); next != 0; next = bytes.get()) {
            text.append((char) (next & 0xFF));
        }
        return text.toString();
    }

    private static int number(ByteBuffer bytes) {
        int read = bytes.get();
        int number = read & 0x7F;
        while ((read & 0x80) != 0) {
            read = bytes.get();
            number = ((number + 1) << 7) + (read & 0x7F);
        }
        return number;
    }
}
