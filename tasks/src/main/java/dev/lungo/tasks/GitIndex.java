package dev.lungo.tasks;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the index of git, of versions 2 to 4, as far as it names submodules. Used once, by one thread. */
final class GitIndex {
    private static final int MAGIC = 0x44495243; // DIRC
    private static final int SUBMODULE = 0xE000;
    private static final int KIND = 0xF000;
    private static final int BEFORE_MODE = 24;
    private static final int BETWEEN_MODE_AND_HASH = 12;
    private static final int EXTENDED = 0x4000;
    private static final int LONGEST = 0xFFF;
    private static final int COMPRESSED = 4;

    private final ByteBuffer bytes;
    private final int hash;
    private final List<String> links = new ArrayList<>();

    private GitIndex(ByteBuffer bytes, int hash) {
        this.bytes = bytes.duplicate();
        this.hash = hash;
    }

    /** The names of all submodules in it; empty where it makes no sense. */
    static Optional<List<String>> links(ByteBuffer bytes) {
        // How long hashes are only the configuration says: with the wrong length nothing makes sense.
        return Stream.of(20, 32)
                .map(hash -> new GitIndex(bytes, hash))
                .filter(GitIndex::read)
                .findFirst()
                .map(index -> index.links);
    }

    /** Answers whether it made sense. */
    private boolean read() {
        try {
            if (bytes.getInt() != MAGIC) {
                return false;
            }
            var version = bytes.getInt();
            var entries = bytes.getInt();
            var name = new byte[0];
            for (var i = 0; i < entries; i++) {
                name = entry(version, name);
            }
            return true;
        } catch (BufferUnderflowException | IllegalArgumentException cut) {
            return false;
        }
    }

    /** Answers its name. */
    private byte[] entry(int version, byte[] before) {
        var begin = bytes.position();
        skip(BEFORE_MODE);
        var mode = bytes.getInt();
        skip(BETWEEN_MODE_AND_HASH + hash);
        var flags = bytes.getShort();
        if ((flags & EXTENDED) != 0) {
            skip(Short.BYTES);
        }
        var kept = version == COMPRESSED ? before.length - number() : 0;
        if (kept < 0 || kept > before.length) {
            throw new IllegalArgumentException("a name that is longer than the one before");
        }
        var start = bytes.position();
        while (bytes.get() != 0) {
            // up to its end
        }
        var name = new byte[kept + bytes.position() - 1 - start];
        System.arraycopy(before, 0, name, 0, kept);
        bytes.get(start, name, kept, name.length - kept);
        if (version != COMPRESSED) {
            bytes.position(begin + ((bytes.position() - 1 - begin + 8) & ~7));
        }
        if ((flags & LONGEST) != Math.min(name.length, LONGEST) || mode == 0) {
            throw new IllegalArgumentException("not what an entry looks like");
        }
        if ((mode & KIND) == SUBMODULE) {
            links.add(new String(name, Libc.FILE_NAMES));
        }
        return name;
    }

    private void skip(int length) {
        bytes.position(bytes.position() + length);
    }

    /** In as many bytes as it takes, seven bits each, as git's packs have them. */
    private int number() {
        var one = bytes.get();
        var number = one & 0x7f;
        while ((one & 0x80) != 0) {
            one = bytes.get();
            number = ((number + 1) << 7) | (one & 0x7f);
        }
        return number;
    }
}
