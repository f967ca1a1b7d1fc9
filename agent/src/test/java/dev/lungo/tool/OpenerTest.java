package dev.lungo.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenerTest {
    private static final int FOLDERS = 400;

    @Test
    void whatever_goes_wrong_is_said_to_who_waits() {
        var error = new StackOverflowError("too deep");

        assertThatThrownBy(() -> Opener.<Closeable>once(Path.of("file"), () -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void a_search_through_many_folders_needs_no_thread_for_each(@TempDir Path temp) throws Exception {
        try (var bench = new ToolBench(temp)) {
            for (int i = 0; i < FOLDERS; i++) {
                bench.file("d" + i + "/file", i == FOLDERS - 1 ? "needle" : "hay");
                bench.file("d" + i + "/.gitignore", "*.out\n");
            }
            long before = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();

            ToolOutcome found = bench.call("grep", Map.of("pattern", "needle"));

            assertThat(found.text()).contains("d" + (FOLDERS - 1) + "/file");
            assertThat(ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - before)
                    .isLessThan(FOLDERS / 2);
        }
    }
}
