package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobToolTest {
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

    @Test
    void files_that_may_not_be_read_are_left_out() throws Exception {
        bench.file("a/unread.txt", "word\n");
        bench.file("a/read.txt", "word\n");

        assertThat(glob("{a,b}/*"))
                .isEqualTo("a/read.txt\n[1 left out: a rule of the user's keeps them from being read]");
        assertThat(bench.call("grep", Map.of("pattern", "word")).text())
                .contains("read.txt")
                .doesNotContain("unread.txt")
                .contains("[1 left out: a rule of the user's keeps them from being read]");
    }

    private String glob(String pattern) throws InterruptedException {
        return bench.call("glob", Map.of("pattern", pattern)).text();
    }

    private List<String> sorted(String answer) {
        return answer.lines().filter(line -> !line.startsWith("[")).sorted().toList();
    }

    @Test
    void a_gitignore_that_cannot_be_read_is_counted_and_the_search_goes_on() throws Exception {
        bench.file("a/one.txt", "");
        bench.file("two.txt", "");
        Path rules = bench.file("a/.gitignore", "*.txt");
        Files.setPosixFilePermissions(rules, Set.of());
        boolean isRoot =
                Files.isReadable(rules); // root reads everything: then the rules hold and nothing is unreadable

        String found = glob("*.txt");
        assertThat(sorted(found)).isEqualTo(isRoot ? List.of("two.txt") : List.of("a/one.txt", "two.txt"));
        assertThat(found.contains("[1 unreadable]")).isEqualTo(!isRoot);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.java A.java true",
                "*.java src/deep/A.java true",
                "/*.java src/A.java false",
                "src/*.java src/A.java true",
                "src/*.java src/deep/A.java false",
                "src/**/*.java src/A.java true",
                "src/**/*.java src/x/y/A.java true",
                "**/test/** a/test/b/c true",
                "**/test/** test/c true",
                "*.{java,kt} x/A.kt true",
                "*.{java,kt} x/A.kts false",
                "**/{a,b/c}/*.txt b/c/x.txt true",
                "?.txt a.txt true",
                "?.txt ab.txt false",
                "[a-c]*.txt bx.txt true",
                "[!a-c]*.txt bx.txt false",
                "a+(b).txt a+(b).txt true",
                "a.txt aXtxt false",
                "\\*.txt *.txt true",
                "\\*.txt a.txt false",
                "[.txt [.txt true",
                "./*.md docs/a.md true",
            })
    void patterns_match_as_shells_do(String pattern, String path, boolean matches) {
        assertThat(GlobPattern.of(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void the_newest_come_first() throws Exception {
        for (String name : List.of("b", "a", "c")) {
            bench.file(name + ".txt", "");
        }
        modified("a.txt", 30);
        modified("b.txt", 10);
        modified("c.txt", 20);

        assertThat(glob("*.txt")).isEqualTo("a.txt\nc.txt\nb.txt");
    }

    private void modified(String name, long second) throws IOException {
        Files.setLastModifiedTime(bench.folder.resolve(name), FileTime.from(Instant.ofEpochSecond(second)));
    }

    @Test
    void ignored_files_are_skipped_unless_the_path_names_them() throws Exception {
        Files.createDirectory(bench.folder.resolve(".git"));
        bench.file(".git/config.txt", "");
        bench.file("node_modules/x/y.txt", "");
        bench.file(".gitignore", "# comment\n/build/\n*.log\n!keep.log\ndocs/*.txt\n[invalid\n");
        bench.file("sub/.gitignore", "local.txt\n");
        for (String name : List.of(
                "a.txt",
                "build/b.txt",
                "sub/build/c.txt",
                "sub/local.txt",
                "local.txt",
                "docs/d.txt",
                "docs/in/e.txt")) {
            bench.file(name, "");
        }
        bench.file("x.log", "");
        bench.file("keep.log", "");

        assertThat(sorted(glob("*.txt"))).containsExactly("a.txt", "docs/in/e.txt", "local.txt", "sub/build/c.txt");
        assertThat(glob("*.txt"))
                .contains("[ignored folders skipped: ")
                .contains("build", "node_modules")
                .endsWith("(give one as path to search it)]");
        assertThat(sorted(glob("*.log"))).containsExactly("keep.log");
        assertThat(bench.call("glob", Map.of("pattern", "*.txt", "path", "build"))
                        .text())
                .isEqualTo("build/b.txt");
        assertThat(glob("node_modules/**/*.txt")).isEqualTo("node_modules/x/y.txt");
    }

    @Test
    void link_loops_are_not_followed() throws Exception {
        bench.file("a/x.txt", "");
        Files.createSymbolicLink(bench.folder.resolve("a/loop"), Path.of(".."));

        assertThat(glob("**/*.txt")).isEqualTo("a/x.txt");
    }

    @Test
    void many_files_are_bounded_and_counted() throws Exception {
        for (int n = 0; n < 250; n++) {
            bench.file("f" + n + ".txt", "");
        }

        assertThat(glob("*.txt").lines()).hasSize(201);
        assertThat(glob("*.txt")).endsWith("[the newest 200 of 250: narrow the pattern or give a path to see others]");
    }

    @Test
    void a_walk_that_is_too_long_ends_and_says_so() throws Exception {
        for (int n = 0; n < 20; n++) {
            bench.file("f" + n, "");
        }

        FileWalk walk = new FileWalk(bench.folder, GlobPattern.of("**"), 10).run();

        assertThat(walk.found()).hasSizeLessThanOrEqualTo(10);
        assertThat(walk.notes(Workspace.of(bench.folder, List.of()))).contains("stopped after 10 entries");
    }

    @Test
    void nothing_found_and_wrong_starts_are_answered() throws Exception {
        bench.file("src/A.java", "");

        assertThat(glob("*.rs")).isEqualTo("No file in . matches *.rs.");
        assertThat(glob("../**").lines().findFirst().orElseThrow()).contains("outside the allowed folders");
        assertThat(glob("/etc/*.conf")).contains("outside the allowed folders");
        assertThat(glob("srcs/*.java")).contains("There is no folder srcs. Did you mean src?");
        assertThat(glob("{a,b")).contains("without a }");
        assertThat(glob(" ")).contains("pattern is empty");
        assertThat(glob(bench.folder + "/src/*.java")).isEqualTo("src/A.java");
        assertThat(glob("src/A.java")).isEqualTo("src/A.java");
    }
}
