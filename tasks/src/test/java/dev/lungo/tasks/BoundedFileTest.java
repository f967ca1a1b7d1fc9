package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
    @TempDir
    Path folder;

    @Test
    void is_what_a_file_holds_that_is_not_too_long() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "four");

        assertThat(BoundedFile.read(file, 4))
                .hasValueSatisfying(content -> assertThat(content).asString().isEqualTo("four"));
        assertThat(BoundedFile.read(file, 3)).isEmpty();
        assertThat(BoundedFile.read(folder.resolve("none"), 4)).isEmpty();
        assertThat(BoundedFile.read(folder, 4)).isEmpty();
    }

    @Test
    void is_cut_off_where_a_file_holds_more_than_it_says() {
        assertThat(Path.of("/proc/self/maps")).isRegularFile().hasSize(0);

        assertThat(BoundedFile.read(Path.of("/proc/self/maps"), 100)).isEmpty();
    }

    /** Whatever anybody finds at that name before it is opened. */
    @Test
    void a_pipe_that_takes_a_files_place_holds_nobody_up() throws Exception {
        var name = folder.resolve("index");
        var exchange =
                "mkfifo pipe; echo x >file; while [ -e go ]; do for n in pipe file; do ln -f $n new; mv -f new index; done; done";
        Files.createFile(folder.resolve("go"));
        var exchanging = new ProcessBuilder("sh", "-c", exchange)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        try {
            Patience.until("it is there", () -> Files.exists(name));
            assertTimeoutPreemptively(Patience.LONG, () -> {
                for (var i = 0; i < 20_000; i++) {
                    var read = BoundedFile.read(name, 100);
                    assertThat(List.of("x\n", ""))
                            .contains(new String(read.orElse(new byte[0]), StandardCharsets.UTF_8));
                }
            });
        } finally {
            Files.delete(folder.resolve("go"));
            exchanging.waitFor();
        }
    }
}
