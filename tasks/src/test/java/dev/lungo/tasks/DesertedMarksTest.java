package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What engines leave behind in a project's folder goes when nobody can need it any more. */
class DesertedMarksTest {
    @TempDir
    Path folder;

    private int sweep() {
        return new DesertedMarks(new ProjectFolder(folder), () -> false)
                .sweep(Instant.now().plus(Duration.ofHours(2)));
    }

    private List<String> marks() throws Exception {
        try (var all = Files.list(folder.resolve(Presence.FOLDER))) {
            return all.map(mark -> mark.getFileName().toString()).sorted().toList();
        }
    }

    /** As it is left by an engine that was killed together with its warden. */
    private void mark(String token) throws Exception {
        var mark = Files.createDirectories(folder.resolve(Presence.FOLDER).resolve(token));
        Files.createFile(mark.resolve("agent"));
        Files.createFile(mark.resolve("warden"));
    }

    @Test
    void a_project_without_engines_has_none() {
        assertThat(sweep()).isZero();
    }

    @Test
    void marks_and_drafts_of_marks_that_nobody_holds_go_after_an_hour() throws Exception {
        mark("dead");
        mark(".new-dead");
        mark("fresh");
        Files.setLastModifiedTime(
                folder.resolve(Presence.FOLDER).resolve("fresh"),
                FileTime.from(Instant.now().plus(Duration.ofMinutes(90))));

        assertThat(sweep()).isEqualTo(2);
        assertThat(marks()).containsExactly("fresh");
    }

    @Test
    void the_mark_of_a_living_engine_stays() throws Exception {
        try (var tasks = Tasks.open(folder)) {
            var task = tasks.start(Command.shell("true"));
            task.await(Patience.LONG);
            tasks.acknowledge(List.of(task.id()));
            TreeRemoval.remove(task.folder());

            assertThat(sweep()).isZero();
            assertThat(marks()).hasSize(1);
        }
    }

    @Test
    void a_mark_under_a_warden_stays() throws Exception {
        mark("watched");
        var warden = Descriptors.open(folder.resolve(".owners/watched/warden"), Descriptors.READ);
        try {
            assertThat(Descriptors.lock(warden)).isTrue();
            assertThat(sweep()).isZero();
        } finally {
            Descriptors.close(warden);
        }
        assertThat(sweep()).isOne();
    }

    @Test
    void a_mark_that_a_task_names_stays() throws Exception {
        mark("named");
        Files.createDirectory(folder.resolve("b7"));
        new TaskFolder(folder.resolve("b7")).writeOwner(new Owner("s1", "named", Lifetime.SESSION));

        assertThat(sweep()).isZero();
        assertThat(marks()).containsExactly("named");
    }

    @Test
    void an_engine_sweeps_by_itself_when_it_starts_tasks() throws Exception {
        mark("dead");
        Files.setLastModifiedTime(
                folder.resolve(Presence.FOLDER).resolve("dead"),
                FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        try (var tasks = Tasks.open(folder)) {
            tasks.start(Command.shell("true"));

            Patience.until("the mark is gone", () -> !marks().contains("dead"));
        }
    }
}
