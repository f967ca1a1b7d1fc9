package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.Command;
import dev.lungo.tasks.Tasks;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a session hears which tasks run in the original. */
class ForkNoteTest {
    @TempDir
    Path folder;

    @Test
    void it_names_what_runs_there_and_nothing_else() {
        try (var original = Tasks.open(folder.resolve("tasks"), "one", (_, _) -> {});
                var copy = Tasks.open(folder.resolve("tasks"), "two", (_, _) -> {})) {
            assertThat(ForkNote.of("one", copy))
                    .contains("a copy of another session")
                    .doesNotContain("Running there");

            String id = original.start(Command.shell("sleep 1000").withCwd(folder))
                    .id()
                    .value();
            copy.start(Command.shell("sleep 2000").withCwd(folder));

            assertThat(ForkNote.of("one", copy))
                    .contains("Running there: " + id + " (sleep 1000)", "do not start them again", "/adopt")
                    .doesNotContain("sleep 2000");
        }
    }
}
