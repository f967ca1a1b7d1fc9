package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsingTest {
    private static final Optional<ProcessIdentity> WAITER = Optional.of(new ProcessIdentity(17, 900));

    @Test
    void a_whole_record_is_read() {
        assertThat(record("waiter 17 900\nmain 18 901\ngroup joined\nat 12.07\nstopped USER\nexit 3\n~~~~"))
                .isEqualTo(new WaiterRecord(
                        WAITER,
                        Optional.of(new ProcessIdentity(18, 901)),
                        true,
                        Optional.of(StopIntent.Reason.USER),
                        Optional.of(Duration.ofMillis(12_070)),
                        OptionalInt.of(3)));
    }

    @Test
    void an_untouched_record_says_nothing() {
        assertThat(WaiterRecord.parse(WaiterRecord.blank())).isEqualTo(WaiterRecord.EMPTY);
        assertThat(WaiterRecord.words(WaiterRecord.blank())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "waiter 17 900\nmain 18 901",
                "waiter 17 900\nmain 18~~~\n",
                "waiter 17 900\nmain\n~~~",
                "waiter 17 900\nat 12.0\n~~~",
                "waiter 17 900\ngroup joine~~~\n",
                "waiter 17 900\nexit 1~~~~~\n",
                "waiter 17 900\nexit 13",
                "waiter 17 900\nstopped ~~~\nexit -1\nmain 99999999999999999999 1\n",
            })
    void a_torn_line_counts_as_not_written(String torn) {
        assertThat(record(torn))
                .isEqualTo(new WaiterRecord(
                        WAITER, Optional.empty(), false, Optional.empty(), Optional.empty(), OptionalInt.empty()));
    }

    @Test
    void the_words_of_a_drain_are_told_without_the_filler() {
        var content = WaiterRecord.blank();
        var complaint = "tee: write error\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(complaint, 0, content, 0, complaint.length);

        assertThat(WaiterRecord.words(content)).isEqualTo("tee: write error");
    }

    @Test
    void values_of_any_text_come_back() {
        var values = new LinkedHashMap<String, String>();
        values.put("description", "a\nb\r100%0A %25 ü");
        values.put("empty", "");

        assertThat(Lines.parse(Lines.format(values))).isEqualTo(values);
        assertThat(Lines.format(values).lines()).hasSize(2);
    }

    @Test
    void facts_come_back_as_they_were_written() {
        var facts = new TaskFacts(
                new TaskId("b7"),
                "session 1",
                "toolu_1",
                "",
                Path.of("/a b\nc"),
                Path.of("/bin/bash"),
                Instant.ofEpochMilli(1_700_000_000_123L),
                Duration.ofMillis(70),
                Duration.ofMillis(1500),
                Lifetime.PERSISTENT,
                new Machine("boot", "", "pid:[4026531836]"),
                new ProcessIdentity(17, 900),
                "0123456789abcdef",
                "pipe:[17]",
                Optional.of(new Confinement(
                        Confinement.Strength.STRONG,
                        List.of(Path.of("/work/a b"), Path.of("/cache")),
                        List.of(Path.of("/work/a b/.git/hooks")),
                        List.of(),
                        new Confinement.Network.Through(Path.of("/run/a b/proxy")))),
                Optional.of(Path.of("/sys/fs/cgroup/a b/lungo-0123456789abcdef")));

        assertThat(TaskFacts.parse(Path.of("task"), facts.text())).isEqualTo(facts);
        assertThat(TaskFacts.parse(Path.of("task"), facts.text() + "later addition\n"))
                .isEqualTo(facts);
        assertThat(TaskFacts.parse(Path.of("task"), facts.text().replaceAll("(?m)^cgroup .*\n", ""))
                        .group())
                .isEmpty();
        assertThat(TaskFacts.parse(Path.of("task"), facts.text().replaceAll("(?m)^sandbox .*\n", ""))
                        .confinement())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "format 1\n", "format 1\nid B7\n", "id b7\n"})
    void damaged_facts_are_refused_with_the_file_named(String text) {
        assertThatThrownBy(() -> TaskFacts.parse(Path.of("/x/task"), text))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("/x/task");
    }

    @Test
    void a_process_may_be_called_anything() {
        var line = "4711 (a) S 1 (b) R 17 18 -1 34816 20 4194304 99 0 0 0 0 0 0 0 20 0 1 0 139609 3133440 406 0\n"
                .getBytes(StandardCharsets.UTF_8);

        var stat = ProcessStat.parse(line, line.length);

        assertThat(stat).isEqualTo(new ProcessStat(4711, "a) S 1 (b", 'R', 17, 18, -1, 139609));
    }

    @Test
    void names_are_short_and_grow_where_many_are_taken_up_to_what_an_id_may_be() {
        var names = new TaskNames(new SplittableRandom(1));

        assertThat(names.propose(0).value()).matches("[a-z][2-9]");
        assertThat(names.propose(4).value()).matches("[a-z][2-9][a-z2-9]");
        assertThat(names.propose(8).value()).matches("[a-z][2-9][a-z2-9]{2}");
        assertThat(names.propose(199).value()).matches("[a-z][2-9][a-z2-9]{10}");
    }

    private static WaiterRecord record(String text) {
        return WaiterRecord.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
