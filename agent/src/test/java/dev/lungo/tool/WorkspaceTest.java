package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {
    @TempDir
    Path temp;

    private Path root;
    private Workspace workspace;

    @BeforeEach
    void folders() throws IOException {
        root = temp.toRealPath();
        for (String folder : List.of("work/src", "added", "outside", "work-not")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(root.resolve("work/src/a.txt"), "a");
        Files.writeString(root.resolve("outside/secret"), "s");
        link("work/out", "../outside");
        link("work/secret", "../outside/secret");
        link("work/dangling", "../outside/not-yet");
        link("work/inner", "src");
        link("work/new-inside", "src/not-yet");
        link("work/to-added", root.resolve("added").toString());
        link("work/loop", "loop");
        workspace = Workspace.of(root.resolve("work"), List.of(root.resolve("added")));
    }

    private void link(String link, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(link), Path.of(target));
    }

    @ParameterizedTest
    @CsvSource({
        "src/a.txt, work/src/a.txt",
        "., work",
        "./src/../src/./a.txt, work/src/a.txt",
        "new/deep/file, work/new/deep/file",
        "new/../other, work/other",
        "inner/a.txt, work/src/a.txt",
        "inner/new, work/src/new",
        "inner/../src/a.txt, work/src/a.txt",
        "new-inside, work/src/not-yet",
        "to-added/x, added/x",
        "../added/x, added/x",
        "../work/src, work/src",
        "out/../added/y, added/y",
        "a b, work/a b",
    })
    void paths_inside_resolve_to_where_they_lead(String given, String real) {
        assertThat(workspace.resolve(given)).isEqualTo(root.resolve(real));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../outside/secret",
                "../work-not/x",
                "src/../../outside",
                "new/../../outside/x",
                "out/secret",
                "out/new",
                "out/deep/er/new",
                "secret",
                "dangling",
                "out/..",
                "inner/../../outside",
                "/etc/passwd",
                "/",
                "~root/x/../../..",
                "~/.ssh/id_rsa",
            })
    void paths_that_lead_outside_are_refused_with_the_allowed_folders(String given) {
        assertThatThrownBy(() -> workspace.resolve(given))
                .isInstanceOf(ToolInput.Invalid.class)
                .hasMessageContaining(given)
                .hasMessageContaining(root.resolve("work") + ", " + root.resolve("added"))
                .hasMessageContaining("--add-dir");
    }

    @Test
    void an_absolute_path_inside_is_fine_also_through_a_link_to_the_folder() throws IOException {
        link("alias", "work");

        assertThat(workspace.resolve(root.resolve("alias/src/a.txt").toString()))
                .isEqualTo(root.resolve("work/src/a.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\0b", "loop", "loop/x"})
    void what_is_no_path_is_said_to_be_none(String given) {
        assertThatThrownBy(() -> workspace.resolve(given)).isInstanceOf(ToolInput.Invalid.class);
    }

    @Test
    void the_message_says_where_a_link_leads() {
        assertThatThrownBy(() -> workspace.resolve("secret"))
                .hasMessageContaining("it leads to " + root.resolve("outside/secret"));
    }

    @Test
    void a_folder_that_is_missing_makes_no_workspace() {
        assertThatThrownBy(() -> Workspace.of(root.resolve("nowhere"), List.of()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void paths_are_shown_as_short_as_they_can_be_used() {
        assertThat(workspace.shown(root.resolve("work/src/a.txt"))).isEqualTo("src/a.txt");
        assertThat(workspace.shown(root.resolve("work"))).isEqualTo(".");
        assertThat(workspace.shown(root.resolve("added/x")))
                .isEqualTo(root.resolve("added/x").toString());
    }
}
