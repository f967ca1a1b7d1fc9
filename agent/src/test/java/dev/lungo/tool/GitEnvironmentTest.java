package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class GitEnvironmentTest {
    /** A command's git as it would be without what Lungo tells it. */
    private static final String UNTOLD = "env -u GIT_CONFIG_COUNT git";

    @Test
    void what_the_user_has_for_git_stays() {
        var users = Map.of(
                "GIT_CONFIG_COUNT",
                "1",
                "GIT_CONFIG_KEY_0",
                "core.pager",
                "GIT_CONFIG_VALUE_0",
                "cat",
                "HOME",
                "/home/u");

        assertThat(GitEnvironment.in(users))
                .containsEntry("GIT_CONFIG_COUNT", "3")
                .containsKeys("GIT_CONFIG_KEY_1", "GIT_CONFIG_KEY_2")
                .doesNotContainKey("GIT_CONFIG_KEY_0");
        assertThat(GitEnvironment.in(Map.of()))
                .containsEntry("GIT_CONFIG_COUNT", "2")
                .containsKeys("GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0", "GIT_CONFIG_KEY_1", "GIT_CONFIG_VALUE_1");
        assertThat(GitEnvironment.in(Map.of("GIT_CONFIG_COUNT", "x"))).containsEntry("GIT_CONFIG_COUNT", "2");
    }

    @Test
    void a_folder_that_looks_like_a_repository_runs_nothing(@TempDir Path temp) throws Exception {
        try (var bench = new ToolBench(temp)) {
            Path disguised = Files.createDirectories(bench.folder.resolve("src"));
            Files.createDirectories(disguised.resolve("objects"));
            Files.createDirectories(disguised.resolve("refs/heads"));
            Files.writeString(disguised.resolve("HEAD"), "ref: refs/heads/main\n");
            Files.writeString(
                    disguised.resolve("config"),
                    "[core]\nrepositoryformatversion=0\nbare=false\nworktree=..\nfsmonitor=\"touch ran\"\n");

            assertThat(bench.bash(UNTOLD + " -C src status; ls; rm ran").text()).containsPattern("(?m)^ran$");
            assertThat(bench.bash("git -C src status; ls").text())
                    .contains("src")
                    .doesNotContain("ran");
        }
    }

    @Test
    void a_repository_that_is_one_works_and_starts_no_program_to_see_what_changed(@TempDir Path temp) throws Exception {
        try (var bench = new ToolBench(temp)) {
            bench.bash("git init -q . && git config core.fsmonitor 'touch ran'");

            assertThat(bench.bash("git status --short; ls").text()).isEqualTo("(no output)");
            assertThat(bench.bash(UNTOLD + " status --short; ls").text()).containsPattern("(?m)^ran$");
        }
    }
}
