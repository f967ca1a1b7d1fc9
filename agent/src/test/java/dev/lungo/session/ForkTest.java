package dev.lungo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.Past;
import dev.lungo.agent.UserPrompt;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.tasks.TaskId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a session. */
class ForkTest {
    private static final Heading COPY = new Heading("copy", "/work", "0.1.0", Optional.of("s1"));
    private static final Message.User ASKED = new Message.User(List.of(new Block.Text("one")));

    @TempDir
    Path folder;

    private Sessions sessions() {
        return new Sessions(folder);
    }

    /** In the middle of a turn, with a prompt typed ahead. */
    private Transcript original() {
        var transcript = Transcript.create(
                sessions().transcript("s1"), new Heading("s1", "/work", "0.1.0", Optional.empty()), Clock.systemUTC());
        transcript.on(new AgentEvent.PromptSubmitted(new UserPrompt(1, "one")));
        transcript.on(new AgentEvent.ConversationStarted("m1", "Be brief.", List.of(), "/work"));
        transcript.on(new AgentEvent.Appended(ASKED, List.of(new TaskId("b7")), List.of(1)));
        transcript.on(new AgentEvent.PromptSubmitted(new UserPrompt(2, "typed ahead")));
        return transcript;
    }

    @Test
    void has_the_ledger_and_the_draft_and_nothing_in_it_goes_on_by_itself() {
        try (var _ = original()) {
            sessions().fork(sessions().transcript("s1"), COPY);
        }
        SavedSession copy = SavedSession.read(sessions().transcript("copy"));

        assertThat(copy.heading()).isEqualTo(COPY);
        assertThat(copy.prompts()).containsExactly(new UserPrompt(1, "one"));
        assertThat(copy.past())
                .isEqualTo(new Past(
                        new Past.Said("m1", "Be brief.", List.of(), List.of()),
                        Optional.of(new Past.Drawn(ASKED, List.of(new TaskId("b7")), List.of(1))),
                        List.of(),
                        Set.of(new TaskId("b7")),
                        1,
                        false));
        assertThat(SavedSession.read(sessions().transcript("s1")).past().goesOn())
                .isTrue();
    }

    @Test
    void is_made_while_the_original_is_being_written_and_of_whole_records_only() throws Exception {
        try (var _ = original()) {
            Files.writeString(sessions().transcript("s1"), "{\"type\":\"assis", StandardOpenOption.APPEND);
            sessions().fork(sessions().transcript("s1"), COPY);
        }
        assertThat(SavedSession.read(sessions().transcript("copy")).torn()).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void never_takes_the_place_of_a_session() {
        try (var _ = original()) {
            sessions().fork(sessions().transcript("s1"), COPY);
            assertThatThrownBy(() -> sessions().fork(sessions().transcript("s1"), COPY))
                    .isInstanceOf(SessionException.class)
                    .hasMessageContaining("There is a session copy already");
        }
    }

    @Test
    void what_killed_copies_left_goes_after_an_hour() throws Exception {
        Path draft = Files.createFile(folder.resolve(".dead.jsonl.new"));
        Path dead = Files.createDirectory(folder.resolve("dead.files"));
        Path content = Files.createFile(dead.resolve("c0ffee"));
        Path young = Files.createFile(folder.resolve(".young.jsonl.new"));
        Path kept = Files.createDirectory(folder.resolve("s1.files"));
        var old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        for (Path path : List.of(draft, dead, kept)) {
            Files.setLastModifiedTime(path, old);
        }

        try (var _ = original()) {
            sessions().fork(sessions().transcript("s1"), COPY);
        }

        assertThat(List.of(draft, content, dead)).noneMatch(Files::exists);
        assertThat(List.of(young, kept)).allMatch(Files::exists);
    }

    /** The name is in the list and nothing is behind it any more; here for good. */
    @Test
    void is_made_although_the_draft_of_another_goes_while_it_is_looked_at() throws Exception {
        Files.createSymbolicLink(folder.resolve(".finished.jsonl.new"), folder.resolve("nothing"));

        try (var _ = original()) {
            sessions().fork(sessions().transcript("s1"), COPY);
        }

        assertThat(sessions().transcript("copy")).exists();
    }
}
