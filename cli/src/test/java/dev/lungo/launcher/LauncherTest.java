package dev.lungo.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.launcher.Started.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, on a small checkout in a folder whose name has a space and a quote. */
final class LauncherTest {
    @TempDir
    Path folder;

    private SmallCheckout checkout;

    @BeforeEach
    void make_the_checkout() throws IOException {
        checkout = SmallCheckout.in(folder.resolve("a b'c"));
    }

    @Test
    void the_first_start_builds_and_passes_arguments_as_they_are() throws Exception {
        assertThat(checkout.run("echo", "a  b", "", "$HOME", "*"))
                .isEqualTo(new Ended(0, "one [echo, a  b, , $HOME, *]\n", checkout.firstBuild()));
        assertThat(checkout.run("echo")).isEqualTo(new Ended(0, "one [echo]\n", ""));
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void a_build_leaves_input_exit_code_and_working_folder_to_the_program() throws Exception {
        try (var first = checkout.start("input")) {
            first.type("for the program\n");
            assertThat(first.end()).isEqualTo(new Ended(0, "for the program\n", checkout.firstBuild()));
        }
        assertThat(checkout.run("exit", "7")).isEqualTo(new Ended(7, "", ""));
        var real = folder.toRealPath();
        assertThat(Started.run(real, Map.of(), List.of(checkout.launcher(), "folder")))
                .isEqualTo(new Ended(0, real + "\n", ""));
    }

    @Test
    void it_starts_through_symbolic_links_from_the_search_path_and_by_a_relative_path() throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a b'c/lungo"));
        Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("link"));
        var path = Map.of("PATH", folder + ":" + System.getenv("PATH"));
        assertThat(Started.run(Path.of("/"), path, List.of("sh", "-c", "linked"))
                        .out())
                .isEqualTo("one\n");
        assertThat(Started.run(folder, Map.of(), List.of("./linked"))).isEqualTo(new Ended(0, "one\n", ""));
        assertThat(Started.run(checkout.root.resolve("scripts"), Map.of(), List.of("sh", "../lungo")))
                .isEqualTo(new Ended(0, "one\n", ""));
        assertThat(Started.run(checkout.root, Map.of(), List.of("sh", "lungo"))).isEqualTo(new Ended(0, "one\n", ""));
    }

    @Test
    void stdout_is_the_programs_alone_whatever_options_the_user_has_for_java() throws Exception {
        checkout.run();
        for (var options : List.of(
                "-XX:+UseG1GC -Xlog:gc*",
                "-XX:+UseParallelGC -XX:+PrintFlagsFinal",
                "-Xlog:all=info:stdout",
                "-Xshare:off")) {
            for (var variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
                var ended = checkout.runWith(Map.of(variable, options), "echo");
                assertThat(ended.out())
                        .as("%s=%s: %s", variable, options, ended)
                        .isEqualTo("one [echo]\n");
            }
        }
    }

    @Test
    void without_a_jdk_25_one_line_says_what_to_install() throws Exception {
        var ended = checkout.runWith(Map.of("LUNGO_JDK_SEARCH", "/nonexistent:/usr"), "echo");
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("Lungo needs a JDK 25 and found none: install one")
                .hasLineCount(1);
        assertThat(checkout.runWith(Map.of("LUNGO_JAVA_HOME", "/usr"), "echo"))
                .isEqualTo(new Ended(1, "", "LUNGO_JAVA_HOME is /usr, and there is no JDK 25.\n"));
    }

    @Test
    void where_builds_cannot_be_written_it_says_so() throws Exception {
        assertThat(checkout.runWith(Map.of("LUNGO_BUILD_DIR", "/proc/lungo"), "echo"))
                .isEqualTo(new Ended(
                        1,
                        "",
                        "lungo: a build is needed, but /proc/lungo cannot be written; set LUNGO_BUILD_DIR to a folder of"
                                + " yours.\n"));
    }

    @Test
    void builds_can_lie_elsewhere_and_then_nothing_is_written_to_the_checkout() throws Exception {
        var elsewhere = folder.resolve("else where");
        assertThat(checkout.runWith(Map.of("LUNGO_BUILD_DIR", elsewhere.toString()), "echo")
                        .out())
                .isEqualTo("one [echo]\n");
        assertThat(checkout.root.resolve("build")).doesNotExist();
        assertThat(elsewhere.resolve("current")).exists();
    }
}
