package dev.lungo.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.launcher.Started.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When is built, what stays, and what goes. */
final class BuildsTest {
    @TempDir
    Path folder;

    private SmallCheckout checkout;

    @BeforeEach
    void make_the_checkout() throws IOException {
        checkout = SmallCheckout.in(folder.resolve("checkout"));
    }

    @Test
    void two_first_starts_at_once_build_once_and_both_run() throws Exception {
        try (var first = checkout.start("echo", "1");
                var second = checkout.start("echo", "2")) {
            assertThat(first.end()).extracting(Ended::exit, Ended::out).containsExactly(0, "one [echo, 1]\n");
            assertThat(second.end()).extracting(Ended::exit, Ended::out).containsExactly(0, "one [echo, 2]\n");
        }
        assertThat(checkout.builds()).isEqualTo(1);
        assertThat(checkout.kept()).hasSize(1);
    }

    @Test
    void two_first_starts_at_once_build_once_also_where_there_is_no_flock() throws Exception {
        var environment = Map.of("PATH", pathWithoutFlock());
        try (var first = checkout.startWith(environment, "echo", "1");
                var second = checkout.startWith(environment, "echo", "2")) {
            assertThat(first.end()).extracting(Ended::exit, Ended::out).containsExactly(0, "one [echo, 1]\n");
            assertThat(second.end()).extracting(Ended::exit, Ended::out).containsExactly(0, "one [echo, 2]\n");
        }
        assertThat(checkout.builds()).isEqualTo(1);
        checkout.version("two");
        assertThat(checkout.run().out()).isEqualTo("two\n");
        assertThat(checkout.kept())
                .as("nobody can know that the first is unused")
                .hasSize(2);
    }

    @Test
    void a_rebuild_under_a_running_lungo_leaves_it_its_classes_and_the_next_one_removes_them() throws Exception {
        try (var running = checkout.start("wait")) {
            assertThat(running.line()).isEqualTo("one waits");
            var its = checkout.kept();
            checkout.version("two");
            assertThat(checkout.run().out()).isEqualTo("two\n");
            assertThat(checkout.kept()).hasSize(2).containsAll(its);
            running.type("go\n");
            assertThat(running.end()).extracting(Ended::exit, Ended::out).containsExactly(0, "one went on\n");
            checkout.version("three");
            assertThat(checkout.run().out()).isEqualTo("three\n");
            assertThat(checkout.kept()).hasSize(1).doesNotContainAnyElementsOf(its);
        }
    }

    @Test
    void every_change_of_a_source_is_seen() throws Exception {
        checkout.run();
        checkout.version("two");
        assertThat(checkout.run().out()).isEqualTo("two\n");
        checkout.write("cli/src/main/java/dev/lungo/cli/Another.java", "package dev.lungo.cli;\n");
        checkout.run();
        assertThat(checkout.builds()).as("a new file").isEqualTo(3);
        Files.delete(checkout.root.resolve("cli/src/main/java/dev/lungo/cli/Another.java"));
        checkout.write("pom.xml", "<project>2</project>\n");
        checkout.run();
        assertThat(checkout.builds()).as("a file less and a change").isEqualTo(4);
        assertThat(checkout.run()).isEqualTo(new Ended(0, "two\n", ""));
    }

    @Test
    void a_source_with_a_new_date_and_the_same_content_is_not_built_again() throws Exception {
        checkout.run();
        var later = FileTime.from(Instant.now().plus(Duration.ofHours(1)));
        Files.setLastModifiedTime(checkout.root.resolve(SmallCheckout.MAIN_FILE), later);
        assertThat(checkout.run()).isEqualTo(new Ended(0, "one\n", ""));
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void a_failed_build_shows_its_end_and_leaves_nothing_behind() throws Exception {
        checkout.run();
        checkout.write(SmallCheckout.MAIN_FILE, "package dev.lungo.cli; nonsense");
        var ended = checkout.run();
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("lungo: building")
                .contains("Main.java:1: error")
                .endsWith("BUILD FAILURE in the compiler\nlungo: the build failed; its whole log: "
                        + checkout.root.resolve("build/build.log") + "\n");
        assertThat(checkout.kept()).as("the one before").hasSize(1);
        checkout.version("one");
        assertThat(checkout.run()).as("the sources of the one before").isEqualTo(new Ended(0, "one\n", ""));
    }

    @Test
    void a_build_that_was_killed_leaves_nothing_that_hinders_or_stays() throws Exception {
        Files.createDirectories(checkout.root.resolve("build/.making.dead/new/lib"));
        Files.createDirectories(checkout.root.resolve("build/lock.d"));
        Files.writeString(checkout.root.resolve("build/lock.d/pid"), Long.toString(aDeadProcess()));
        assertThat(checkout.runWith(Map.of("PATH", pathWithoutFlock())).out()).isEqualTo("one\n");
        try (var left = Files.list(checkout.root.resolve("build"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "current",
                            "build.log",
                            "training.log",
                            checkout.kept().getFirst());
        }
    }

    @Test
    void a_build_that_was_removed_is_made_again() throws Exception {
        checkout.run();
        var its = checkout.root.resolve("build").resolve(checkout.kept().getFirst());
        Files.delete(its.resolve("launch"));
        assertThat(checkout.run().out()).isEqualTo("one\n");
        assertThat(checkout.builds()).isEqualTo(2);
    }

    private static long aDeadProcess() throws IOException, InterruptedException {
        var process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    /** A search path with everything but flock: a folder of links. */
    private String pathWithoutFlock() throws IOException {
        var links = Files.createDirectories(folder.resolve("bin"));
        for (var place : System.getenv("PATH").split(Pattern.quote(":"), -1)) {
            if (Files.isDirectory(Path.of(place))) {
                try (Stream<Path> tools = Files.list(Path.of(place))) {
                    link(tools.toList(), links);
                }
            }
        }
        return links.toString();
    }

    private static void link(List<Path> tools, Path links) throws IOException {
        for (var tool : tools) {
            var link = links.resolve(tool.getFileName());
            if (!link.endsWith("flock") && !Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, tool);
            }
        }
    }
}
