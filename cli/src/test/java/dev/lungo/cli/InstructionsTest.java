package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstructionsTest {
    private Path root;
    private Path folder;

    @BeforeEach
    void prepare(@TempDir Path temporary) throws IOException {
        root = Files.createDirectories(temporary.toRealPath().resolve("repository"));
        folder = Files.createDirectories(root.resolve("a/b"));
        Files.createDirectory(root.resolve(".git"));
    }

    @Test
    void they_are_read_from_the_repositorys_root_down_to_the_working_folder() throws IOException {
        Files.writeString(root.resolveSibling("AGENTS.md"), "outside");
        Files.writeString(root.resolve("AGENTS.md"), "root\n");
        Files.writeString(root.resolve("a/CLAUDE.md"), "middle");
        Files.writeString(folder.resolve("AGENTS.md"), "here");
        Files.writeString(root.resolve("a/b/CLAUDE.md"), "too");

        assertThat(Instructions.read(folder))
                .isEqualTo("\n# " + root.resolve("AGENTS.md") + "\n\nroot\n" + "\n# " + root.resolve("a/CLAUDE.md")
                        + "\n\nmiddle\n" + "\n# " + folder.resolve("AGENTS.md") + "\n\nhere\n" + "\n# "
                        + folder.resolve("CLAUDE.md") + "\n\ntoo\n");
    }

    @Test
    void outside_a_repository_only_the_working_folder_counts(@TempDir Path temporary) throws IOException {
        Path plain = Files.createDirectories(temporary.toRealPath().resolve("plain/sub"));
        Files.writeString(plain.resolveSibling("AGENTS.md"), "above");

        assertThat(Instructions.read(plain)).isEmpty();
    }

    @Test
    void what_both_files_say_is_said_once() throws IOException {
        Files.writeString(root.resolve("AGENTS.md"), "same\n");
        Files.createSymbolicLink(root.resolve("CLAUDE.md"), Path.of("AGENTS.md"));
        Files.writeString(root.resolve("a/AGENTS.md"), "common");
        Files.writeString(root.resolve("a/CLAUDE.md"), "@AGENTS.md\n");
        Files.writeString(folder.resolve("AGENTS.md"), "shared");
        Files.writeString(folder.resolve("CLAUDE.md"), "@./AGENTS.md\nmore\n");

        assertThat(Instructions.read(folder))
                .isEqualTo("\n# " + root.resolve("AGENTS.md") + "\n\nsame\n" + "\n# " + root.resolve("a/AGENTS.md")
                        + "\n\ncommon\n" + "\n# " + folder.resolve("AGENTS.md") + "\n\nshared\n" + "\n# "
                        + folder.resolve("CLAUDE.md") + "\n\nmore\n");
    }

    @Test
    void long_files_are_cut_and_said_to_be() throws IOException {
        Files.writeString(root.resolve("AGENTS.md"), "x".repeat(30_000));
        Files.writeString(root.resolve("a/AGENTS.md"), "y".repeat(30_000));
        Files.writeString(folder.resolve("AGENTS.md"), "z".repeat(30_000));
        Files.writeString(folder.resolve("CLAUDE.md"), "late");

        String text = Instructions.read(folder);
        assertThat(text)
                .contains("x".repeat(24_000) + "\n[cut after 24000 characters: read_file shows the rest]")
                .doesNotContain("x".repeat(24_001))
                .endsWith("Left out: " + folder.resolve("CLAUDE.md") + ", for its length (read_file shows it)\n");
        assertThat(text.length()).isLessThan(61_000);
    }

    @Test
    void a_link_that_leads_out_of_the_repository_is_not_followed() throws IOException {
        Path secret = Files.writeString(root.resolveSibling("id_rsa"), "secret");
        Files.createSymbolicLink(root.resolve("AGENTS.md"), secret);

        assertThat(Instructions.read(folder))
                .isEqualTo("\nLeft out: " + root.resolve("AGENTS.md") + ", which leads out of the repository\n");
    }
}
