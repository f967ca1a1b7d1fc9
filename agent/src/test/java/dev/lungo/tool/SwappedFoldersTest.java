package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A confined command puts a link in a folder's place, while or before a file tool, which nobody confines, works by its name. */
final class SwappedFoldersTest {
    /** Many more than it takes for one to come between a look and what follows. */
    private static final int ROUNDS = 300;

    private Path outside;
    private Path folder;
    private Path real;
    private Path link;
    private ToolBench bench;

    @BeforeEach
    void prepare(@TempDir Path temp) throws IOException {
        bench = new ToolBench(temp);
        outside = Files.createDirectories(temp.toRealPath().resolve("outside"));
        Files.writeString(outside.resolve("id"), "SECRET");
        folder = Files.createDirectories(bench.folder.resolve("d"));
        Files.writeString(folder.resolve("id"), "of the project");
        real = bench.folder.resolve("real");
        link = Files.createSymbolicLink(bench.folder.resolve("link"), outside);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void swap() throws IOException {
        Files.move(folder, real);
        Files.move(link, folder);
    }

    private interface Attempt {
        void run(int round) throws InterruptedException;
    }

    /** While somebody exchanges the two without end. */
    private void tryAgainAndAgain(Attempt attempt) throws Exception {
        String exchange = System.getProperty("os.arch").equals("amd64") ? "316" : "276"; // renameat2
        var swapper = new ProcessBuilder(
                        "perl",
                        "-e",
                        "$| = 1; my ($one, $other) = ('d', 'link'); print 'x';" + " while (syscall(" + exchange
                                + ", -100, $one, -100, $other, 2) == 0) {}")
                .directory(bench.folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(swapper.getInputStream().read()).isEqualTo('x');
            for (int round = 0; round < ROUNDS; round++) {
                attempt.run(round);
            }
            assertThat(swapper.isAlive()).as("somebody exchanges them").isTrue();
        } finally {
            swapper.destroyForcibly().waitFor();
        }
    }

    private List<String> outside() throws IOException {
        try (Stream<Path> files = Files.list(outside)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothing_is_written_where_the_link_leads() throws Exception {
        tryAgainAndAgain(
                round -> bench.call("write_file", Map.of("path", "d/f" + round, "content", "from the project")));

        assertThat(outside()).containsExactly("id");
    }

    @Test
    void nothing_is_read_where_the_link_leads() throws Exception {
        var answers = new ArrayList<String>();
        tryAgainAndAgain(round -> {
            answers.add(bench.call("read_file", Map.of("path", "d/id")).text());
            answers.add(bench.call("grep", Map.of("pattern", ".*", "path", "d")).text());
            answers.add(bench.call("edit_file", Map.of("path", "d/id", "old_text", "no such", "new_text", "x"))
                    .text());
        });

        assertThat(answers)
                .anyMatch(answer -> answer.contains("of the project"))
                .noneMatch(answer -> answer.contains("SECRET"));
    }

    @Test
    void a_held_folder_stays_the_one_that_it_was() throws Exception {
        try (var held = HeldFolder.of(folder)) {
            swap();

            held.create(Path.of("new"), false).close();
            held.rename(Path.of("new"), Path.of("renamed"));
            try (var in = Channels.newInputStream(held.read(Path.of("id")))) {
                assertThat(in.readAllBytes()).asString().isEqualTo("of the project");
            }
            held.delete(Path.of("id"));
        }

        assertThat(real.resolve("renamed")).exists();
        assertThat(real.resolve("id")).doesNotExist();
        assertThat(outside()).containsExactly("id");
    }

    @Test
    void a_pipe_that_nobody_writes_to_is_given_up_and_an_interrupt_ends_the_wait() throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        try (var impatient = new Opener(Duration.ofMillis(100));
                var patient = new Opener()) {
            var held = HeldFolder.of(folder);
            assertThatThrownBy(() -> impatient.open(pipe, () -> held.read(Path.of("pipe"))))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("may be a pipe by now");
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> patient.open(pipe, () -> held.read(Path.of("pipe"))))
                    .isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
            impatient.close(held);
        }
        // Somebody writes after all: what was given up ends.
        FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)
                .close();
    }

    @Test
    void a_pipe_that_somebody_writes_to_is_no_file() throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        try (var _ = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> HeldFolder.open(pipe)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void no_folder_is_found_or_made_through_a_link() throws Exception {
        swap();

        assertThatThrownBy(() -> HeldFolder.of(folder)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> HeldFolder.open(folder.resolve("id"))).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> HeldFolder.made(folder.resolve("new"))).isInstanceOf(FileSystemException.class);
        assertThat(outside()).containsExactly("id");
        HeldFolder.made(real.resolve("new/and/newer")).close();
        assertThat(real.resolve("new/and/newer")).isDirectory();
    }

    @Test
    void what_lies_in_a_folder_that_its_owner_cannot_list_is_not_opened_by_name() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("-wx--x--x"));

        if (Files.getAttribute(outside, "unix:uid").equals(0)) {
            HeldFolder.open(folder.resolve("id")).close(); // root can list it
        } else {
            assertThatThrownBy(() -> HeldFolder.open(folder.resolve("id")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessage(folder.toString());
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void what_a_person_takes_back_is_not_taken_back_where_a_link_leads() throws Exception {
        Path kept = Files.writeString(bench.folder.resolve("kept"), "evil");
        var evil = Fingerprint.of("evil".getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve("x.desktop");
        Path removed = folder.resolve("id");
        var history = new FileHistory() {
            @Override
            public Optional<FileChange> keep(Path changed, Optional<Fingerprint> after) {
                return Optional.empty();
            }

            @Override
            public Path place(FileChange.Version version) {
                return kept;
            }
        };
        var before = new FileChange(file, Optional.of(new FileChange.Version(evil, 0644)), Optional.empty());
        var made = new FileChange(removed, Optional.empty(), Optional.of(Fingerprint.of(outside.resolve("id"))));
        swap();
        var outcomes = new ArrayList<FileRewind.Outcome>();

        new FileRewind(history, _ -> {}).takeBack(List.of(before, made), outcomes::add);

        String why = folder + " leads to " + outside + " now; nothing was done";
        assertThat(outcomes)
                .containsExactly(new FileRewind.Outcome.Failed(file, why), new FileRewind.Outcome.Failed(removed, why));
        assertThat(outside()).containsExactly("id");
    }
}
