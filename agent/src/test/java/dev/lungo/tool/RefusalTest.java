package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that cannot run are refused before anybody is asked about them, with the words of the call itself. */
final class RefusalTest {
    @TempDir
    Path temp;

    private ToolBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new ToolBench(temp);
        bench.file("there.txt", "old words\n");
        Files.createDirectory(bench.folder.resolve("folder"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void commands() throws Exception {
        refused("bash", Map.of("command", " "));
        refused("bash", Map.of("command", "rm -rf /"));
        refused("bash", Map.of("command", "ls", "cwd", "nowhere"));
        refused("bash", Map.of("command", "ls", "cwd", "/"));
        refused("bash", Map.of("command", "ls", "timeout", "soon"));
        refused("bash", Map.of());
        refused("background_run", Map.of("command", "ls", "lifetime", "forever"));
        refused("background_run", Map.of("command", "ls", "deadline", -1));

        possible("bash", Map.of("command", "false", "cwd", "folder"));
        possible("background_run", Map.of("command", "sleep 1"));
    }

    @Test
    void files() throws Exception {
        refused("write_file", Map.of("path", "/etc/passwd", "content", "x"));
        refused("write_file", Map.of("path", "folder", "content", "x"));
        refused("write_file", Map.of("path", "there.txt/below", "content", "x"));
        refused("write_file", Map.of("path", "there.txt", "content", "unread"));
        refused("write_file", Map.of("path", "new.txt"));
        refused("edit_file", edit("/etc/passwd", "root", "me"));
        refused("edit_file", edit("gone.txt", "a", "b"));
        refused("edit_file", edit("there.txt", "not in it", "b"));
        refused("edit_file", edit("there.txt", "same", "same"));

        possible("write_file", Map.of("path", "new.txt", "content", "x"));
        possible("edit_file", edit("there.txt", "old", "new"));
        bench.call("read_file", Map.of("path", "there.txt"));
        possible("write_file", Map.of("path", "there.txt", "content", "read before"));
    }

    @Test
    void a_look_changes_nothing() throws Exception {
        possible("write_file", Map.of("path", "deep/new.txt", "content", "x"));
        possible("edit_file", edit("there.txt", "old", "new"));

        assertThat(bench.folder.resolve("deep")).doesNotExist();
        assertThat(bench.folder.resolve("there.txt")).hasContent("old words");
    }

    private static Map<String, String> edit(String path, String from, String to) {
        return Map.of("path", path, "old_text", from, "new_text", to);
    }

    private void refused(String tool, Map<String, ?> input) throws InterruptedException {
        assertThat(bench.refusal(tool, input)).contains(bench.call(tool, input));
        assertThat(bench.tasks.list()).isEmpty();
    }

    private void possible(String tool, Map<String, ?> input) {
        assertThat(bench.refusal(tool, input)).isEmpty();
    }
}
