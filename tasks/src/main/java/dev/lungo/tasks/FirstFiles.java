package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the first files and folders of a tree and goes no further; with the folders that this user cannot look into, but
 * nothing of what is in those.
 */
final class FirstFiles extends SimpleFileVisitor<Path> {
    private final int most;
    private final List<Path> files = new ArrayList<>();

    FirstFiles(int most) {
        this.most = most;
    }

    List<Path> files() {
        return files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
        return add(folder);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
        return add(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path closed, IOException why) throws IOException {
        if (why instanceof NoSuchFileException) {
            throw why;
        }
        return add(closed);
    }

    private FileVisitResult add(Path file) {
        files.add(file);
        return files.size() < most ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
}
