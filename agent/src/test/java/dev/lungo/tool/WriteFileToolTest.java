package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFileToolTest {
    @TempDir
    Path temp;

    private ToolBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new ToolBench(temp);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private ToolOutcome write(String path, String content) throws InterruptedException {
        return bench.call("write_file", Map.of("path", path, "content", content));
    }

    private void read(String path) throws InterruptedException {
        assertThat(bench.call("read_file", Map.of("path", path)).isError()).isFalse();
    }

    private String content(String path) throws IOException {
        return Files.readString(bench.folder.resolve(path));
    }

    /** No temporary file is left beside a written one. */
    private long files() throws IOException {
        try (var files = Files.list(bench.folder)) {
            return files.count();
        }
    }

    @Test
    void a_new_file_is_created_with_its_folders() throws Exception {
        assertThat(write("a/b/c.txt", "one\nzwölf")).isEqualTo(ToolOutcome.ok("Created a/b/c.txt: 2 lines, 10 bytes."));
        assertThat(content("a/b/c.txt")).isEqualTo("one\nzwölf");
    }

    @Test
    void an_old_file_is_overwritten_and_keeps_its_mode() throws Exception {
        Path script = bench.file("run.sh", "old content that is longer");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
        read("run.sh");

        assertThat(write("run.sh", "new\n")).isEqualTo(ToolOutcome.ok("Overwrote run.sh: 1 line, 4 bytes."));
        assertThat(content("run.sh")).isEqualTo("new\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .isEqualTo("rwxr-x--x");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void what_takes_the_place_of_a_file_is_private_from_its_first_byte() throws Exception {
        try (var folder = HeldFolder.of(bench.folder);
                var _ = folder.create(Path.of(".beside"), true)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.folder.resolve(".beside"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_file_that_was_never_read_is_not_overwritten() throws Exception {
        bench.file("a.txt", "precious");
        bench.file("empty.txt", "");

        assertThat(write("a.txt", "x"))
                .isEqualTo(
                        ToolOutcome.error("a.txt exists, 8 bytes, and you have not read it. Nothing was written. Read"
                                + " it first with read_file, then write it, or change a part with edit_file."));
        edit("a.txt", "prec", "Prec");
        assertThat(write("a.txt", "x").isError()).isTrue();
        assertThat(content("a.txt")).isEqualTo("Precious");
        assertThat(write("empty.txt", "x").text()).startsWith("Overwrote empty.txt");
    }

    @Test
    void a_file_that_changed_since_it_was_read_is_not_overwritten() throws Exception {
        bench.file("a.txt", "one");
        read("a.txt");
        bench.file("a.txt", "one and the user's");

        assertThat(write("a.txt", "x").text())
                .isEqualTo(
                        "a.txt changed since you read it (perhaps by a command). Nothing was written. Read it again with"
                                + " read_file, then write it.");
        assertThat(content("a.txt")).isEqualTo("one and the user's");
        read("a.txt");
        assertThat(write("a.txt", "x").isError()).isFalse();
    }

    @Test
    void what_the_session_wrote_itself_it_knows() throws Exception {
        write("a.txt", "one");
        edit("a.txt", "one", "two");

        assertThat(write("a.txt", "three").text()).startsWith("Overwrote a.txt");
        assertThat(write("a.txt", "four").text()).startsWith("Overwrote a.txt");
    }

    private void edit(String path, String oldText, String newText) throws InterruptedException {
        assertThat(bench.call("edit_file", Map.of("path", path, "old_text", oldText, "new_text", newText))
                        .isError())
                .isFalse();
    }

    @Test
    void a_new_file_has_the_mode_of_any_new_file() throws Exception {
        ToolBench.shell("touch '" + bench.folder.resolve("reference") + "'");

        write("new", "x");

        assertThat(Files.getPosixFilePermissions(bench.folder.resolve("new")))
                .isEqualTo(Files.getPosixFilePermissions(bench.folder.resolve("reference")));
    }

    @Test
    void a_link_stays_a_link_and_its_target_is_written() throws Exception {
        bench.file("real.txt", "old");
        Path link = Files.createSymbolicLink(bench.folder.resolve("link.txt"), Path.of("real.txt"));
        Path dangling = Files.createSymbolicLink(bench.folder.resolve("dangling"), Path.of("sub/new.txt"));

        read("link.txt");
        assertThat(write("link.txt", "new").text()).startsWith("Overwrote real.txt");
        assertThat(write("dangling", "new").text()).startsWith("Created sub/new.txt");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.isSymbolicLink(dangling)).isTrue();
        assertThat(content("real.txt")).isEqualTo("new");
    }

    @Test
    void a_link_that_leads_outside_is_not_written_through() throws Exception {
        Files.createSymbolicLink(bench.folder.resolve("out"), temp.resolve("stolen.txt"));

        assertThat(write("out", "x").isError()).isTrue();
        assertThat(temp.resolve("stolen.txt")).doesNotExist();
    }

    @Test
    void what_is_no_file_is_refused() throws Exception {
        bench.file("folder/a", "");

        assertThat(write("folder", "x").text()).startsWith("folder is a folder. Give the path of a file");
        assertThat(write("folder/a/b", "x").text()).startsWith("folder/a is a file, so folder/a/b cannot lie below");
        assertThat(write("../x", "x").text()).contains("outside the allowed folders");
        assertThat(write("half", "\ud800").text()).contains("surrogate");
        assertThat(bench.call("write_file", Map.of("path", "x")))
                .satisfies(outcome -> assertThat(outcome.text())
                        .isEqualTo("write_file needs path, content; you sent path. Nothing was changed."));
        assertThat(files()).isEqualTo(1);
    }
}
