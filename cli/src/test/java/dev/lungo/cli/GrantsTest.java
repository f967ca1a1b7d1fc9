package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.settings.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of what a folder is granted, by several that write at once. */
final class GrantsTest {
    private static final Wish WITHDRAWN = wish("old");
    private static final Wish KEPT = wish("kept");
    private static final Wish NEW = wish("new");
    private static final Wish WRITTEN_MEANWHILE = wish("meanwhile");

    private StateFolder state;
    private Path folder;

    @BeforeEach
    void prepare(@TempDir Path temp) throws IOException {
        folder = Files.createDirectory(temp.toRealPath().resolve("folder"));
        state = new StateFolder(temp.toRealPath().resolve("state"));
    }

    private static Wish wish(String model) {
        return new Wish(".lungo/settings.json", "model", model);
    }

    private FolderTrust trust() {
        return new FolderTrust(state, folder);
    }

    private List<Wish> granted() {
        var trust = trust();
        return Stream.of(WITHDRAWN, KEPT, NEW, WRITTEN_MEANWHILE)
                .filter(trust::grants)
                .toList();
    }

    @Test
    void a_yes_keeps_what_the_user_wrote_while_it_was_asked_for_and_drops_what_is_wished_for_no_more() {
        trust().grantMore(List.of(WITHDRAWN, KEPT));
        var asking = trust();
        assertThat(asking.grants(NEW)).isFalse();

        trust().grantMore(List.of(WRITTEN_MEANWHILE));
        asking.grant(List.of(NEW), List.of(KEPT, NEW));

        assertThat(granted()).containsExactly(KEPT, NEW, WRITTEN_MEANWHILE);
        assertThat(asking.grants(WRITTEN_MEANWHILE)).isTrue();
    }

    @Test
    void what_cannot_be_written_leaves_nothing_behind() throws Exception {
        Path project = state.project(folder);
        Files.createDirectories(project.resolve("granted/in the way"));

        assertThatThrownBy(() -> trust().grantMore(List.of(NEW)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(project.resolve("granted").toString());

        try (Stream<Path> files = Files.list(project)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("granted");
        }
    }
}
