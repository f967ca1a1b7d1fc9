package dev.lungo.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The processes that have a file open for writing, as far as this user may see them. A look at all processes: for rare cases. */
final class Writers {
    private static final Pattern OPENED_TO_WRITE = Pattern.compile("(?m)^flags:\\s*[0-7]*[12]$");

    private Writers() {}

    /** The process id of another than this one, where there is one. */
    static Optional<String> elsewhere(Path file) {
        String own = Long.toString(ProcessHandle.current().pid());
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            Path real = file.toRealPath();
            for (Path process : all) {
                String pid = String.valueOf(process.getFileName());
                if (!pid.equals(own) && writes(process, real)) {
                    return Optional.of(pid);
                }
            }
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot see who has " + file + " open", failure);
        }
    }

    private static boolean writes(Path process, Path file) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (file.equals(Files.readSymbolicLink(descriptor)) && isToWrite(process, descriptor)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException goneOrAnothers) {
            return false;
        }
        return false;
    }

    private static boolean isToWrite(Path process, Path descriptor) throws IOException {
        String facts = Files.readString(process.resolve("fdinfo").resolve(String.valueOf(descriptor.getFileName())));
        return OPENED_TO_WRITE.matcher(facts).find();
    }
}
