package dev.lungo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.tasks.Tasks;
import dev.lungo.testing.RecordedCall;
import dev.lungo.tool.BuiltinTools;
import dev.lungo.tool.CommandTerms;
import dev.lungo.tool.FileChange;
import dev.lungo.tool.FileHistory;
import dev.lungo.tool.FileRewind;
import dev.lungo.tool.FileRewind.Outcome;
import dev.lungo.tool.ForegroundWaits;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.ToolOutcome;
import dev.lungo.tool.Toolbox;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What the tools change can be taken back, file by file. */
class FileCheckpointsTest {
    @TempDir
    Path temp;

    private final RecordedCall call = new RecordedCall();
    private Path folder = Path.of("");
    private Path kept = Path.of("");
    private FileCheckpoints checkpoints = new FileCheckpoints(kept);
    private Toolbox tools = new Toolbox(List.of());

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectories(temp.resolve("work")).toRealPath();
        kept = temp.resolve("s1.files");
        use(kept);
    }

    private void use(Path place) throws IOException {
        checkpoints = new FileCheckpoints(place);
        tools = new Toolbox(BuiltinTools.all(
                Workspace.of(folder, List.of()),
                Tasks.open(temp.resolve("tasks")),
                CommandTerms.OPEN,
                new ForegroundWaits(),
                checkpoints));
    }

    private ToolOutcome run(String tool, Map<String, ?> input) throws InterruptedException {
        return tools.find(tool).orElseThrow().run(ToolInput.parse(new JsonMapper().writeValueAsString(input)), call);
    }

    private ToolOutcome write(String path, String content) throws InterruptedException {
        return run("write_file", Map.of("path", path, "content", content));
    }

    private ToolOutcome edit(String path, String oldText, String newText) throws InterruptedException {
        return run("edit_file", Map.of("path", path, "old_text", oldText, "new_text", newText));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private List<Outcome> takeBack() {
        return takeBack(List.copyOf(call.changed()));
    }

    private List<Outcome> takeBack(List<FileChange> changes) {
        var outcomes = new ArrayList<Outcome>();
        new FileRewind(checkpoints, call::changing).takeBack(changes, outcomes::add);
        return outcomes;
    }

    private long keptFiles() throws IOException {
        try (var files = Files.list(kept)) {
            return files.count();
        }
    }

    @Test
    void what_a_process_left_that_was_killed_while_it_copied_goes_after_an_hour() throws Exception {
        Files.createDirectory(kept);
        Path old = Files.createFile(kept.resolve(".new-1"));
        Path fresh = Files.createFile(kept.resolve(".new-2"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
        Files.writeString(file("a"), "before");

        checkpoints.keep(file("a"), Optional.empty());

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void where_the_file_cannot_be_read_nobody_is_sent_to_free_disk_space() throws Exception {
        Files.createDirectory(file("folder")); // it opens, and its first read fails, for every user

        assertThatThrownBy(() -> checkpoints.keep(file("folder"), Optional.empty()))
                .isInstanceOf(FileHistory.NotKept.class)
                .hasMessageContaining("cannot be read")
                .hasMessageNotContaining("disk space");
    }

    @Test
    void a_changed_file_gets_its_first_content_and_its_mode_back_and_a_new_one_goes() throws Exception {
        Files.writeString(file("a.sh"), "one");
        Files.setPosixFilePermissions(file("a.sh"), PosixFilePermissions.fromString("rwxr-x--x"));
        edit("a.sh", "one", "two");
        edit("a.sh", "two", "three");
        write("sub/new.txt", "new");
        Files.setPosixFilePermissions(file("a.sh"), PosixFilePermissions.fromString("rw-------"));

        assertThat(takeBack())
                .containsExactly(new Outcome.Restored(file("a.sh")), new Outcome.Removed(file("sub/new.txt")));
        assertThat(file("a.sh")).hasContent("one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("a.sh"))))
                .isEqualTo("rwxr-x--x");
        assertThat(file("sub/new.txt")).doesNotExist();
    }

    @Test
    void a_file_that_somebody_else_changed_is_left_alone_and_its_old_content_is_named() throws Exception {
        Files.writeString(file("a.txt"), "one");
        edit("a.txt", "one", "two");
        write("b.txt", "ours");
        Files.writeString(file("a.txt"), "the user's");
        Files.writeString(file("b.txt"), "the user's");

        List<Outcome> outcomes = takeBack();

        var first = call.changed().getFirst().before().orElseThrow();
        assertThat(outcomes)
                .containsExactly(
                        new Outcome.LeftAlone(file("a.txt"), Optional.of(checkpoints.place(first))),
                        new Outcome.LeftAlone(file("b.txt"), Optional.empty()));
        assertThat(file("a.txt")).hasContent("the user's");
        assertThat(file("b.txt")).hasContent("the user's");
        assertThat(checkpoints.place(first)).hasContent("one");
    }

    @Test
    void what_was_taken_back_can_be_had_again() throws Exception {
        Files.writeString(file("a.txt"), "one");
        edit("a.txt", "one", "two");
        write("new.txt", "new");
        int before = call.changed().size();
        takeBack();
        List<FileChange> theRewind =
                List.copyOf(call.changed().subList(before, call.changed().size()));

        assertThat(takeBack(theRewind))
                .containsExactly(new Outcome.Restored(file("a.txt")), new Outcome.Restored(file("new.txt")));
        assertThat(file("a.txt")).hasContent("two");
        assertThat(file("new.txt")).hasContent("new");
    }

    @Test
    void a_change_that_was_recorded_and_never_made_is_nothing_to_take_back() throws Exception {
        Files.writeString(file("a.txt"), "one");
        edit("a.txt", "one", "two");
        Files.writeString(file("a.txt"), "one"); // as if the power had gone right before the change

        assertThat(takeBack()).containsExactly(new Outcome.Unchanged(file("a.txt")));
    }

    @Test
    void the_same_content_is_kept_once_for_this_user_only() throws Exception {
        Files.writeString(file("a.txt"), "same");
        Files.writeString(file("b.txt"), "same");
        edit("a.txt", "same", "other");
        edit("b.txt", "same", "other");
        edit("b.txt", "other", "third");

        assertThat(keptFiles()).isEqualTo(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rwx------");
        Path place = checkpoints.place(call.changed().getFirst().before().orElseThrow());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rw-------");
    }

    @Test
    void where_the_old_content_cannot_be_kept_nothing_is_changed() throws Exception {
        use(Files.writeString(temp.resolve("a-file"), "").resolve("s1.files"));
        Files.writeString(file("a.txt"), "precious");

        ToolOutcome outcome = edit("a.txt", "precious", "gone");

        assertThat(outcome.isError()).isTrue();
        assertThat(outcome.text())
                .startsWith("a.txt: what it was before could not be saved in " + temp.resolve("a-file/s1.files"))
                .contains("Nothing was changed.");
        assertThat(file("a.txt")).hasContent("precious");
        assertThat(call.changed()).isEmpty();
    }

    @Test
    void a_folder_or_a_link_in_the_place_of_the_file_is_left_alone() throws Exception {
        write("a.txt", "ours");
        Files.delete(file("a.txt"));
        Files.createSymbolicLink(file("a.txt"), Path.of("/etc/hostname"));

        assertThat(takeBack()).containsExactly(new Outcome.LeftAlone(file("a.txt"), Optional.empty()));
        assertThat(file("a.txt")).isSymbolicLink();
    }
}
