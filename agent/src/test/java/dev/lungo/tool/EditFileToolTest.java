package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditFileToolTest {
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

    private ToolOutcome edit(String path, String oldText, String newText) throws InterruptedException {
        return bench.call("edit_file", Map.of("path", path, "old_text", oldText, "new_text", newText));
    }

    private ToolOutcome editAll(String path, String oldText, String newText) throws InterruptedException {
        return bench.call(
                "edit_file", Map.of("path", path, "old_text", oldText, "new_text", newText, "replace_all", true));
    }

    private String content(String path) throws IOException {
        return Files.readString(bench.folder.resolve(path), StandardCharsets.ISO_8859_1);
    }

    @Test
    void one_place_is_changed_and_shown_with_its_neighbours() throws Exception {
        bench.file("a.txt", "1\n2\n3\nfour\n5\n6\n7\n");

        assertThat(edit("a.txt", "four", "4\n4b"))
                .isEqualTo(ToolOutcome.ok("Edited a.txt:\n2\t2\n3\t3\n4\t4\n5\t4b\n6\t5\n7\t6"));
        assertThat(content("a.txt")).isEqualTo("1\n2\n3\n4\n4b\n5\n6\n7\n");
    }

    @Test
    void text_is_literal() throws Exception {
        bench.file("a.txt", "cost: $1 \\n (.*)\n");

        edit("a.txt", "$1 \\n (.*)", "\\$0 $$ \\\\ $1");

        assertThat(content("a.txt")).isEqualTo("cost: \\$0 $$ \\\\ $1\n");
    }

    @Test
    void deleting_and_the_ends_of_a_file_work() throws Exception {
        bench.file("a.txt", "first\nlast");

        edit("a.txt", "last", "end");
        edit("a.txt", "first\n", "");

        assertThat(content("a.txt")).isEqualTo("end");
        assertThat(edit("a.txt", "end", "").text()).isEqualTo("Edited a.txt:\n");
        assertThat(content("a.txt")).isEmpty();
    }

    @Test
    void several_places_are_an_error_that_names_the_lines() throws Exception {
        bench.file("a.txt", "x\ny\nx\nx\n");

        assertThat(edit("a.txt", "x", "z"))
                .isEqualTo(ToolOutcome.error("old_text occurs 3 times in a.txt, at lines 1, 3, 4. Nothing was changed."
                        + " Add lines around it to make it unique, or set replace_all."));
        assertThat(content("a.txt")).isEqualTo("x\ny\nx\nx\n");
        assertThat(editAll("a.txt", "x", "zz").text())
                .startsWith("Edited a.txt: 3 places, which began at lines 1, 3, 4; the first one now:\n1\tzz\n");
        assertThat(content("a.txt")).isEqualTo("zz\ny\nzz\nzz\n");
    }

    @Test
    void places_that_overlap_are_not_unique() throws Exception {
        bench.file("a.txt", "aaa");

        assertThat(edit("a.txt", "aa", "b").text()).contains("occurs 2 times");
        editAll("a.txt", "aa", "b");
        assertThat(content("a.txt")).isEqualTo("ba");
    }

    @Test
    void mode_and_bom_stay() throws Exception {
        Path file = bench.file("a.sh", "\ufeffold\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx--x--x"));

        edit("a.sh", "old", "new");

        assertThat(Files.readString(file)).isEqualTo("\ufeffnew\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwx--x--x");
    }

    @Test
    void mistakes_in_the_input_are_named() throws Exception {
        bench.file("a.txt", "a\r\n");

        assertThat(edit("a.txt", "", "x").text()).startsWith("old_text is empty");
        assertThat(edit("a.txt", "a", "a").text()).startsWith("old_text and new_text are the same");
        assertThat(edit("a.txt", "a\r\n", "a\n").text()).contains("differ in line endings only");
        assertThat(edit("b.txt", "a", "b").text()).isEqualTo("There is no file b.txt. Did you mean a.txt?");
        assertThat(edit(".", "a", "b").text()).startsWith(". is a folder");
    }

    @Test
    void text_that_is_not_there_brings_the_nearest_place() throws Exception {
        bench.file("a.java", "class A {\n\tint count = 1;\n\n\tvoid run() {\n\t\tcount++; \n\t}\n}\n");

        assertThat(edit("a.java", "    int count = 1;", "x").text())
                .contains("Only whitespace differs at line 2:")
                .contains("line 2 begins with 1 tab, old_text has 4 spaces")
                .endsWith("1\tclass A {\n2\t\tint count = 1;\n3");
        assertThat(edit("a.java", "\t\tcount++;\n", "\t\tcount--;\n").text()).contains("line 5 ends with 1 space");
        assertThat(edit("a.java", "INT count = 1;", "x").text()).contains("upper and lower case");
        assertThat(edit("a.java", "\tvoid runs(int x) {", "x").text()).contains("most similar place is at line 4");
        assertThat(edit("a.java", "something else entirely", "x").text()).contains("Nothing in the file resembles it");
        assertThat(edit("a.java", "int number = 1;", "int count = 1;").text())
                .contains("new_text is already in the file, at line 2");
        assertThat(edit("a.java", "2\t\tint counter = 1;", "x").text()).contains("begin with line numbers");
        assertThat(edit("a.java", "\n\n\n", "x").text()).contains("was not found in a.java");
    }

    @Test
    void an_edit_made_before_is_suspected_only_of_a_telling_new_text() throws Exception {
        bench.file("a.txt", "alpha = compute(1)\nbeta = compute(2)\nx\nbeta = compute(2)\n");

        assertThat(edit("a.txt", "alpha = compute(3)", "alpha = compute(1)").text())
                .contains("The most similar place is at line 1")
                .endsWith("\nBut new_text is already in the file, at line 1: perhaps the edit was made before.");
        assertThat(edit("a.txt", "alpha = compute(3)", "x").text()).doesNotContain("already");
        assertThat(edit("a.txt", "alpha = compute(3)", "alpha = comput").text()).doesNotContain("already");
        assertThat(edit("a.txt", "alpha = compute(3)", "beta = compute(2)").text())
                .doesNotContain("already");
    }

    @Test
    void utf16_and_binary_files_are_refused_with_facts() throws Exception {
        Files.write(bench.folder.resolve("w"), "\ufeffhello".getBytes(StandardCharsets.UTF_16LE));
        Files.write(bench.folder.resolve("b"), new byte[] {1, 0, 2});

        assertThat(edit("w", "hello", "x").text()).startsWith("w is UTF-16 (little endian), 12 bytes");
        assertThat(edit("b", "hello", "x").text()).startsWith("b is binary, 3 bytes");
    }

    @Test
    void bytes_that_are_no_utf8_stay_and_only_ascii_goes_beside_them() throws Exception {
        Files.write(bench.folder.resolve("latin"), "gr\u00fc\u00dfe, world".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(edit("latin", "world", "w\u00f6rld").text()).contains("only ASCII text");
        assertThat(edit("latin", "gr\u00fc\u00dfe", "hello"))
                .isEqualTo(
                        ToolOutcome.error("latin is not UTF-8, and edit_file finds only ASCII text in it. Nothing was"
                                + " changed. Use a shorter old_text of ASCII alone, or a command (iconv, a script)."));
        assertThat(edit("latin", "world", "moon")).isEqualTo(ToolOutcome.ok("Edited latin:\n1\tgr\u00fc\u00dfe, moon"));
        assertThat(content("latin")).isEqualTo("gr\u00fc\u00dfe, moon");
    }

    @Test
    void edits_side_by_side_do_not_lose_each_other() throws Exception {
        bench.file(
                "a.txt", IntStream.range(0, 20).mapToObj(n -> "<" + n + ">\n").reduce("", String::concat));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var edits = IntStream.range(0, 20)
                    .mapToObj(n -> (Callable<ToolOutcome>) () -> edit("a.txt", "<" + n + ">", "(" + n + ")"))
                    .toList();
            for (var edit : threads.invokeAll(edits)) {
                assertThat(edit.get().isError()).isFalse();
            }
        }

        assertThat(content("a.txt")).doesNotContain("<");
    }
}
