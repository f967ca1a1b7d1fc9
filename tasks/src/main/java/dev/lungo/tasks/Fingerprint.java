package dev.lungo.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a file, or a folder and all in it, looked like, without reading any content: the kernel keeps a time of the last
 * change that no program can set. Of a folder with many files the first that are found count.
 */
final class Fingerprint {
    static final String ABSENT = "absent";

    private static final int MOST_FILES = 2_000;
    private static final String ATTRIBUTES = "unix:ino,mode,uid,size,ctime";

    private Fingerprint() {}

    static String of(Path path) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                return ABSENT;
            }
            add(path, digest);
            if (Files.isSymbolicLink(path) && Files.exists(path)) {
                add(path.toRealPath(), digest);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchFileException gone) {
            return ABSENT;
        } catch (IOException closed) {
            return "closed";
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JVM has SHA-256", impossible);
        }
    }

    private static void add(Path path, MessageDigest digest) throws IOException {
        for (var file : below(path)) {
            var attributes = Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            digest.update((file + " " + attributes + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<Path> below(Path path) throws IOException {
        var first = new FirstFiles(MOST_FILES);
        Files.walkFileTree(path, first);
        return first.files().stream().sorted().toList();
    }
}
