package dev.lungo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.Between;
import dev.lungo.agent.Past;
import dev.lungo.agent.RecordException;
import dev.lungo.agent.Rewinding.Point;
import dev.lungo.agent.Rewinding.Scope;
import dev.lungo.agent.UserPrompt;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.tool.FileChange;
import dev.lungo.tool.FileRewind.Outcome;
import dev.lungo.tool.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session is taken back while other threads go on: what they do in between is neither lost nor taken for somebody else's. */
class SessionRewindTest {
    @TempDir
    Path folder;

    private Transcript transcript;
    private FileCheckpoints history;
    private final List<Outcome> told = new ArrayList<>();
    private final List<String> known = new ArrayList<>();

    @BeforeEach
    void begin() {
        var heading = new Heading("s1", "/work", "0.1.0", Optional.empty());
        transcript = Transcript.create(path(), heading, Clock.systemUTC());
        history = FileCheckpoints.beside(path());
        transcript.on(new AgentEvent.ConversationStarted("m1", "", List.of(), "/work"));
        prompt(1);
        prompt(2);
    }

    @AfterEach
    void end() {
        transcript.close();
    }

    private Path path() {
        return folder.resolve("s1.jsonl");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void submit(int number) {
        transcript.on(new AgentEvent.PromptSubmitted(new UserPrompt(number, "prompt " + number)));
    }

    private void prompt(int number) {
        submit(number);
        transcript.on(new AgentEvent.Appended(
                new Message.User(List.of(new Block.Text("prompt " + number))), List.of(), List.of(number)));
        transcript.on(new AgentEvent.Appended(new Message.Assistant(List.of(new Block.Text("done"))), List.of()));
    }

    /** What a tool does. */
    private void change(String name, String content) throws IOException {
        var after = Optional.of(Fingerprint.ofCopy(
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), OutputStream.nullOutputStream()));
        FileChange change = history.keep(file(name), after).orElseThrow();
        transcript.on(new AgentEvent.FileChanging(change, "c1"));
        Files.writeString(file(name), content);
    }

    private Past past() {
        return SavedSession.read(path()).past();
    }

    private SessionRewind rewind(Meanwhile meanwhile) {
        return new SessionRewind(path(), history, work -> {
            meanwhile.happens();
            work.accept(new Owner());
        });
    }

    private interface Meanwhile {
        void happens();
    }

    private class Owner implements Between {
        @Override
        public void emit(AgentEvent event) {
            transcript.on(event);
        }

        @Override
        public void goOnWith(Past past, AgentEvent.Rewound rewound) {}

        @Override
        public void takenBack(Collection<String> files) {
            known.addAll(files);
        }

        @Override
        public void leftAlone(Collection<String> files) {}
    }

    @Test
    void a_prompt_that_was_accepted_after_the_person_decided_waits_for_its_turn() throws Exception {
        SessionRewind rewind = rewind(() -> submit(3));

        rewind.to(rewind.points().get(1), Scope.CONVERSATION, told::add);

        assertThat(past().waiting()).containsExactly(new UserPrompt(3, "prompt 3"));
        assertThat(rewind.points()).hasSize(2);
        assertThat(past().said().answered()).hasSize(2);
    }

    @Test
    void one_that_the_model_has_read_by_then_goes_with_the_rest() throws Exception {
        SessionRewind rewind = rewind(() -> prompt(3));

        rewind.to(rewind.points().get(1), Scope.CONVERSATION, told::add);

        assertThat(past().waiting()).isEmpty();
        assertThat(rewind.points()).hasSize(1);
    }

    @Test
    void what_a_turn_at_work_does_to_a_file_until_then_is_taken_back_as_well() throws Exception {
        Files.writeString(file("a.txt"), "one");
        change("a.txt", "two");
        SessionRewind rewind = rewind(() -> {
            try {
                change("a.txt", "three");
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });

        rewind.to(rewind.points().getFirst(), Scope.FILES, told::add);

        assertThat(told).containsExactly(new Outcome.Restored(file("a.txt")));
        assertThat(file("a.txt")).hasContent("one");
    }

    @Test
    void a_place_that_is_gone_by_then_is_said_to_be() throws Exception {
        SessionRewind rewind = rewind(() -> {});
        Point second = rewind.points().get(1);
        rewind.to(rewind.points().getFirst(), Scope.CONVERSATION, told::add);

        assertThatThrownBy(() -> rewind.to(second, Scope.CONVERSATION, told::add))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("not there any more");
    }

    @Test
    void files_taken_back_are_told_with_the_next_message_also_after_a_resume() throws Exception {
        Files.writeString(file("a.txt"), "one");
        change("a.txt", "two");
        SessionRewind rewind = rewind(() -> {});

        rewind.to(rewind.points().get(1), Scope.FILES, told::add);

        String changed = file("a.txt").toString();
        assertThat(known).containsExactly(changed);
        assertThat(past().takenBack()).containsExactly(changed);
        prompt(3);
        assertThat(past().takenBack()).isEmpty();

        rewind.to(rewind.points().getLast(), Scope.CONVERSATION, told::add);
        assertThat(past().takenBack()).as("the message that told it is gone").containsExactly(changed);
        rewind.to(rewind.points().getFirst(), Scope.CONVERSATION, told::add);
        assertThat(past().takenBack()).as("nor is the change known any more").isEmpty();
    }

    @Test
    void where_no_file_changes_there_is_nothing_to_take_back_in_turn() throws Exception {
        Files.writeString(file("a.txt"), "one");
        change("a.txt", "one");
        SessionRewind rewind = rewind(() -> {});

        rewind.to(rewind.points().getFirst(), Scope.FILES, told::add);

        assertThat(told).containsExactly(new Outcome.Unchanged(file("a.txt")));
        assertThat(Files.readString(path())).doesNotContain("rewound");
    }

    @Test
    void with_the_conversation_they_need_no_telling() throws Exception {
        Files.writeString(file("a.txt"), "one");
        change("a.txt", "two");
        SessionRewind rewind = rewind(() -> {});

        rewind.to(rewind.points().getFirst(), Scope.BOTH, told::add);

        assertThat(told).containsExactly(new Outcome.Restored(file("a.txt")));
        assertThat(past().takenBack()).isEmpty();
    }

    @Test
    void what_was_restored_before_the_disk_failed_is_told_to_the_person_and_the_model() throws Exception {
        change("a.txt", "new");
        change("b.txt", "new");
        var broken = new SessionRewind(
                path(),
                history,
                work -> work.accept(new Owner() {
                    @Override
                    public void emit(AgentEvent event) {
                        if (event instanceof AgentEvent.FileChanging changing
                                && changing.change().file().endsWith("b.txt")) {
                            throw new RecordException("the disk is full", new IOException());
                        }
                        super.emit(event);
                    }
                }));

        assertThatThrownBy(() -> broken.to(broken.points().getFirst(), Scope.FILES, told::add))
                .isInstanceOf(RecordException.class);
        assertThat(told).containsExactly(new Outcome.Removed(file("a.txt")));
        assertThat(known).containsExactly(file("a.txt").toString());
    }
}
