package dev.lungo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.RecordException;
import dev.lungo.agent.TurnEnd;
import dev.lungo.agent.UserPrompt;
import dev.lungo.model.Block;
import dev.lungo.model.Message;
import dev.lungo.tasks.DurableSteps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFaultsTest {
    private static final AgentEvent PROMPT =
            new AgentEvent.Appended(new Message.User(List.of(new Block.Text("question"))), List.of());
    private static final AgentEvent ANSWER =
            new AgentEvent.Appended(new Message.Assistant(List.of(new Block.Text("answer"))), List.of());
    private static final AgentEvent SUBMITTED = new AgentEvent.PromptSubmitted(new UserPrompt(1, "question"));
    private static final AgentEvent REQUEST = new AgentEvent.RequestStarting(1);

    private final Disk disk = new Disk();
    private Transcript transcript;

    @BeforeEach
    void open(@TempDir Path folder) {
        Path path = folder.resolve("s1.jsonl");
        transcript = new Transcript(path, Clock.systemUTC(), disk, SessionLock.take(path), Optional.empty());
    }

    @AfterEach
    void close() {
        transcript.close();
    }

    @Test
    void a_session_that_cannot_begin_leaves_nothing_and_may_begin_when_there_is_room(@TempDir Path folder)
            throws IOException {
        Path path = folder.resolve("s2.jsonl");
        var heading = new Heading("s2", "/work", "test", Optional.empty());
        disk.full = true;

        assertThatThrownBy(() -> Transcript.create(path, heading, Clock.systemUTC(), DurableSteps.NONE, _ -> disk))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("No space left on device");

        assertThat(disk.done).last().isEqualTo("close");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        Transcript.create(path, heading, Clock.systemUTC()).close();
    }

    /** A file in memory on a disk that can fail, and the order of what was done with it. */
    private static final class Disk implements LedgerFile {
        final StringBuilder content = new StringBuilder();
        final List<String> done = new ArrayList<>();
        boolean full;
        boolean broken;

        @Override
        public long length() {
            return content.length();
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            done.add("append");
            String line = new String(bytes, StandardCharsets.US_ASCII);
            content.append(full ? line.substring(0, 9) : line);
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void force() throws IOException {
            done.add("force");
            if (broken) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void cutTo(long length) {
            done.add("cut");
            content.setLength((int) length);
        }

        @Override
        public void close() {
            done.add("close");
        }
    }

    @Test
    void what_is_sent_is_forced_before_the_request_and_an_answer_at_once() {
        transcript.on(PROMPT);
        assertThat(disk.done).containsExactly("append");
        transcript.on(REQUEST);
        assertThat(disk.done).containsExactly("append", "force");
        transcript.on(ANSWER);
        assertThat(disk.done).containsExactly("append", "force", "append", "force");
    }

    @Test
    void a_record_that_was_written_in_part_is_cut_off_and_the_next_try_writes_on() {
        transcript.on(PROMPT);
        String before = disk.content.toString();
        disk.full = true;
        assertThatThrownBy(() -> transcript.on(ANSWER))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("No space left on device");
        assertThat(disk.content).hasToString(before);

        disk.full = false;
        transcript.on(ANSWER);
        assertThat(disk.content.toString().lines()).hasSize(2);
    }

    @Test
    void an_answer_that_cannot_be_forced_is_cut_off_and_nothing_is_written_after_it() {
        transcript.on(PROMPT);
        transcript.on(REQUEST);
        String before = disk.content.toString();
        disk.broken = true;
        assertThatThrownBy(() -> transcript.on(ANSWER))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("Input/output error");
        assertThat(disk.content).hasToString(before);

        disk.broken = false;
        assertThatThrownBy(() -> transcript.on(PROMPT))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("start a new session");
        transcript.on(new AgentEvent.TurnEnded(new TurnEnd.Failed("the disk")));
        assertThat(disk.content).hasToString(before);
    }

    @Test
    void a_prompt_that_cannot_be_forced_stays_written_and_is_never_sent() {
        transcript.on(PROMPT);
        String before = disk.content.toString();
        disk.broken = true;
        assertThatThrownBy(() -> transcript.on(REQUEST)).isInstanceOf(RecordException.class);

        // The kernel would call this one a success, though what was written may be lost.
        disk.broken = false;
        assertThatThrownBy(() -> transcript.on(REQUEST)).isInstanceOf(RecordException.class);
        assertThat(disk.content).hasToString(before);
    }

    @Test
    void a_prompt_counts_as_accepted_when_it_is_on_disk() {
        transcript.on(SUBMITTED);
        assertThat(disk.done).containsExactly("append", "force");
    }

    @Test
    void a_prompt_that_a_full_disk_does_not_take_is_refused_and_leaves_nothing() {
        disk.full = true;
        assertThatThrownBy(() -> transcript.on(SUBMITTED))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("Free some disk space");
        assertThat(disk.content.toString()).isEmpty();

        disk.full = false;
        transcript.on(SUBMITTED);
        assertThat(disk.content.toString().lines()).hasSize(1);
    }

    @Test
    void a_prompt_that_cannot_be_forced_is_cut_off_and_refused_and_so_is_the_next() {
        disk.broken = true;
        assertThatThrownBy(() -> transcript.on(SUBMITTED)).isInstanceOf(RecordException.class);
        assertThat(disk.content.toString()).isEmpty();

        disk.broken = false;
        assertThatThrownBy(() -> transcript.on(SUBMITTED)).hasMessageContaining("start a new session");
        assertThat(disk.content.toString()).isEmpty();
    }
}
