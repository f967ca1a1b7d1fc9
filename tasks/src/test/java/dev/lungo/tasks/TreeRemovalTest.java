package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeRemovalTest {
    @TempDir
    Path folder;

    private Path tree = Path.of("/nonexistent");
    private Path outside = Path.of("/nonexistent");

    @BeforeEach
    void prepare() throws IOException {
        tree = Files.createDirectory(folder.resolve("tree"));
        outside = Files.createDirectory(folder.resolve("outside"));
        Files.createFile(outside.resolve("kept"));
    }

    @Test
    void all_in_it_goes_and_nothing_that_its_links_lead_to() throws Exception {
        Files.createFile(Files.createDirectories(tree.resolve("a/b")).resolve(".c"));
        Files.createSymbolicLink(tree.resolve("a/link"), outside);
        Files.createDirectory(
                tree.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        var cache = Files.createDirectory(tree.resolve("cache"));
        Files.createFile(cache.resolve("module"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("r-xr-xr-x"));

        TreeRemoval.remove(tree);

        assertThat(tree).doesNotExist();
        assertThat(outside.resolve("kept")).exists();
    }

    @Test
    void what_is_not_there_needs_no_removing() throws Exception {
        TreeRemoval.remove(folder.resolve("nothing"));

        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void a_folder_that_is_swapped_for_a_link_meanwhile_leads_nowhere() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("link"), outside);
        var over = new AtomicBoolean();
        var swapping = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                swap(link);
            }
        });
        try {
            for (var round = 0; round < 300; round++) {
                Files.createDirectories(tree.resolve("d"));
                removeWhatIsThere();
            }
        } finally {
            over.set(true);
            swapping.join();
        }

        assertThat(outside.resolve("kept")).exists();
    }

    /** Puts the link where the folder was, and takes it back. */
    private void swap(Path link) {
        try {
            Files.move(tree.resolve("d"), folder.resolve("aside"), StandardCopyOption.ATOMIC_MOVE);
            Files.move(link, tree.resolve("d"), StandardCopyOption.ATOMIC_MOVE);
            Files.move(tree.resolve("d"), link, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException gone) {
            restore(link);
        }
    }

    private void restore(Path link) {
        try {
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, outside);
            }
            Files.deleteIfExists(folder.resolve("aside"));
        } catch (IOException busy) {
            assertThat(outside.resolve("kept")).exists();
        }
    }

    /** What is put into it at the same moment may keep it from going. */
    private void removeWhatIsThere() {
        try {
            TreeRemoval.remove(tree);
        } catch (IOException busy) {
            assertThat(outside.resolve("kept")).exists();
        }
    }
}
