package dev.lungo.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells one content of a file from every other: its SHA-256.
 *
 * @param hex 64 lower-case digits; good as a file name
 */
public record Fingerprint(String hex) {
    public Fingerprint {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a fingerprint: '" + hex + "'");
        }
    }

    static Fingerprint of(byte[] content) {
        return of(sha256(), content);
    }

    /** Of what a regular file holds; a link is not followed. */
    static Fingerprint of(Path file) throws IOException {
        try (InputStream in = Channels.newInputStream(HeldFolder.open(file))) {
            return ofCopy(in, OutputStream.nullOutputStream());
        }
    }

    /** Of what was copied: all that there is to read. */
    public static Fingerprint ofCopy(InputStream from, OutputStream to) throws IOException {
        MessageDigest digest = sha256();
        new DigestInputStream(from, digest).transferTo(to);
        return of(digest, new byte[0]);
    }

    private static Fingerprint of(MessageDigest digest, byte[] rest) {
        return new Fingerprint(HexFormat.of().formatHex(digest.digest(rest)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JDK has SHA-256", never);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
