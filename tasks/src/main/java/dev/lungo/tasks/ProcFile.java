package dev.lungo.tasks;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Files that tell of a process. One that cannot be opened may mean that the process is gone or hidden, or only that this
 * JVM is short of descriptors: whoever takes the second for the first says "stopped" of a task that runs.
 */
final class ProcFile {
    /** What to do with the content. */
    @FunctionalInterface
    interface Reading<T> {
        @Nullable
        T from(InputStream in) throws IOException;
    }

    private ProcFile() {}

    /**
     * Answers null where there is no such process, or where it is hidden from this user.
     *
     * @throws TaskException when nobody can tell
     */
    static <T> @Nullable T read(String path, Reading<T> reading) {
        while (true) {
            try (var in = new FileInputStream(path)) {
                return reading.from(in);
            } catch (FileNotFoundException e) {
                if (!new File(path).canRead() || !opens(path)) {
                    return null;
                }
            } catch (IOException gone) {
                // The kernel answers ESRCH in the middle of reading: there is no such process any more.
                return null;
            }
        }
    }

    /**
     * Whether it can be opened now.
     *
     * @throws TaskException when that cannot be told
     */
    static boolean opens(String path) {
        var descriptor = Descriptors.tryOpen(path);
        if (descriptor >= 0) {
            Descriptors.close(descriptor);
            return true;
        }
        if (Libc.shortage(-descriptor)) {
            throw new TaskException("cannot look at " + path + ": errno " + -descriptor + Libc.meaning(-descriptor));
        }
        return false;
    }
}
