package dev.lungo.terminal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;
import org.jline.nativ.JLineNativeLoader;
import org.jline.nativ.OSInfo;

/**
 * JLine's native library, laid down once for all starts in a folder for this user alone. JLine itself would lay it down at each
 * start among the temporary files, where a program that is killed leaves it.
 */
final class NativePart {
    private static final String FOLDER = "library.jline.path";

    private NativePart() {}

    /** Has JLine load it from below this folder; where that cannot be, JLine does as it does. */
    static void keepIn(Path state) {
        if (System.getProperty(FOLDER) != null) {
            return;
        }
        String name = System.mapLibraryName("jlinenative");
        String resource = "/org/jline/nativ/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + name;
        Path folder = state.resolve("native").resolve("jline-" + JLineNativeLoader.getVersion());
        try {
            if (!isWhole(folder.resolve(name))) {
                layDown(resource, folder, name);
            }
            System.setProperty(FOLDER, folder.toString());
        } catch (IOException | UnsupportedOperationException notThere) {
            // A full disk, or a system that JLine has no library for: its own way is tried, and says what is wrong.
        }
    }

    /** An empty one is what a power loss makes of a file that nobody waited for. */
    private static boolean isWhole(Path library) throws IOException {
        return Files.exists(library) && Files.size(library) > 0;
    }

    private static void layDown(String resource, Path folder, String name) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path draft = folder.resolve(
                "." + name + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try (InputStream library = JLineNativeLoader.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("JLine has no " + resource);
            }
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var out = new FileOutputStream(draft.toFile())) {
                library.transferTo(out);
                // Whole on the disk before it has the name: it is not looked at again.
                out.getFD().sync();
            }
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
