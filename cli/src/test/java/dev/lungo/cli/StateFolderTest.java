package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFolderTest {
    @Test
    void the_environment_says_where_it_is() {
        assertThat(root(Map.of("LUNGO_HOME", "/l/../m", "XDG_STATE_HOME", "/x", "HOME", "/h")))
                .isEqualTo(Path.of("/m"));
        assertThat(root(Map.of("LUNGO_HOME", "", "XDG_STATE_HOME", "/x", "HOME", "/h")))
                .isEqualTo(Path.of("/x/lungo"));
        assertThat(root(Map.of("XDG_STATE_HOME", "relative", "HOME", "/h")))
                .isEqualTo(Path.of("/h/.local/state/lungo"));
    }

    @Test
    void projects_of_one_name_have_folders_of_their_own() {
        var state = new StateFolder(Path.of("/s"));

        assertThat(state.project(Path.of("/a/my app"))).isEqualTo(state.project(Path.of("/a/my app")));
        assertThat(state.project(Path.of("/a/my app"))).isNotEqualTo(state.project(Path.of("/b/my app")));
        assertThat(state.project(Path.of("/a/my app")).toString()).matches("/s/projects/my-app-[0-9a-f]{1,16}");
        assertThat(state.project(Path.of("/")).toString()).matches("/s/projects/root-[0-9a-f]{1,16}");
        assertThat(state.tasks(Path.of("/a")))
                .isEqualTo(state.project(Path.of("/a")).resolve("tasks"));
    }

    @Test
    void a_folder_whose_name_was_made_to_meet_anothers_gets_nothing_of_it(@TempDir Path root) throws IOException {
        var state = new StateFolder(root.toRealPath().resolve("state"));
        Path own = Path.of("/home/u/proj");
        state.checked(own).claim(own);
        state.checked(own).claim(own);
        assertThat(state.project(own).resolve("folder")).hasContent("/home/u/proj\n");

        Files.writeString(state.project(own).resolve("folder"), "/home/u/clone/crafted/proj\n");
        assertThatThrownBy(() -> state.checked(own))
                .isInstanceOf(UsageException.class)
                .hasMessage("what Lungo keeps of /home/u/proj would lie in " + state.project(own)
                        + ", where that of another folder is: /home/u/clone/crafted/proj. Was this folder named so on purpose?"
                        + " Else set LUNGO_HOME to another folder here");
    }

    @Test
    void trusted_folders_are_remembered_once_for_nobody_elses_eyes(@TempDir Path root) throws IOException {
        var trusted = new StateFolder(root.resolve("state")).trusted();
        assertThat(trusted.contains(Path.of("/a"))).isFalse();

        trusted.add(Path.of("/a"));
        trusted.add(Path.of("/a"));
        trusted.add(Path.of("/b"));

        assertThat(trusted.contains(Path.of("/a"))).isTrue();
        assertThat(trusted.contains(Path.of("/a/b"))).isFalse();
        assertThat(root.resolve("state/trusted")).hasContent("/a\n/b\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("state"))))
                .isEqualTo("rwx------");
    }

    private static Path root(Map<String, String> environment) {
        return StateFolder.of(environment).root();
    }
}
