package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.tasks.TaskId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that ended, and were told, in an earlier life of the session: its tools know them still. */
@Timeout(120)
class EarlierTasksTest {
    private static final String HERE = "the session";

    @TempDir
    Path temp;

    private ToolBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = bench(HERE);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private ToolBench bench(String session) throws Exception {
        return new ToolBench(temp, BashLimits.DEFAULT, session);
    }

    /** The id of a task that an engine before this one started, told and left. */
    private String earlier(String session, String command) throws Exception {
        try (ToolBench before = bench(session)) {
            String id = before.background(command);
            before.awaitEnd(id);
            before.tasks.acknowledge(List.of(new TaskId(id)));
            before.tasks.leave();
            return id;
        }
    }

    private ToolOutcome call(String tool, String field, Object value) throws InterruptedException {
        return bench.call(tool, Map.of(field, value));
    }

    @Test
    void they_can_be_looked_at_and_waited_for() throws Exception {
        String id = earlier(HERE, "echo from before");

        assertThat(call("check_background", "task_id", id).text())
                .startsWith(id + " completed, exit 0, after ")
                .endsWith("\nOutput:\nfrom before\n");
        assertThat(call("wait_background", "task_ids", List.of(id)).text()).endsWith("\n  from before");
    }

    @Test
    void what_they_left_running_can_be_stopped() throws Exception {
        String id = earlier(HERE, "sleep 307 & while ! grep -q ^sleep /proc/$!/cmdline; do :; done");

        assertThat(call("check_background", "task_id", id).text()).contains("(sleep 307); stop_background " + id);
        assertThat(call("stop_background", "task_id", id).text())
                .startsWith(id + " is stopped: nothing of it is left.");
    }

    @Test
    void their_logs_can_be_read_and_searched() throws Exception {
        String id = earlier(HERE, "echo from before");
        String log =
                bench.tasks.find(new TaskId(id)).orElseThrow().output().path().toString();

        assertThat(call("read_file", "path", log).text()).isEqualTo("from before\n");
        assertThat(bench.call("grep", Map.of("path", log, "pattern", "before")).text())
                .endsWith(":1:from before");
    }

    @Test
    void those_of_other_sessions_are_said_to_be_others() throws Exception {
        String id = earlier("another session", "echo theirs");
        String log = temp.resolve("state").resolve(id).resolve("output.log").toString();

        assertThat(call("check_background", "task_id", id))
                .isEqualTo(ToolOutcome.error("Task " + id
                        + " belongs to another session; the user can take it over in a terminal: /adopt " + id + "."));
        assertThat(call("read_file", "path", log).text()).contains("outside");
    }

    @Test
    void one_whose_folder_is_removed_is_said_to_be_gone() throws Exception {
        bench.tell(new TaskId("p5"));

        assertThat(call("check_background", "task_id", "p5"))
                .isEqualTo(ToolOutcome.error("Task p5 is gone: it ended, you were told, and its folder and output have"
                        + " been removed since."));
    }
}
