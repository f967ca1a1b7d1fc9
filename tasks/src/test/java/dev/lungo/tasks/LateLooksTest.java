package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LateLooksTest {
    private static final Path FILE = Path.of("/work/.envrc");

    private final LateLooks late = new LateLooks();

    @Test
    void each_look_of_a_path_is_answered_once() {
        late.whileItRuns(Map.of(FILE, "one"));
        assertThat(late.take()).containsExactly(FILE);

        late.whileItRuns(Map.of(FILE, "one"));
        assertThat(late.take()).isEmpty();

        late.whileItRuns(Map.of(FILE, "two"));
        late.afterItsEnd(List.of(FILE));
        assertThat(late.take()).containsExactly(FILE);
    }

    @Test
    void two_who_ask_at_a_time_share_the_answer() throws Exception {
        var paths = IntStream.range(0, 20_000)
                .mapToObj(number -> Path.of("/work/" + number))
                .toList();
        late.afterItsEnd(paths);
        var together = new CyclicBarrier(2);
        Callable<List<Path>> asking = () -> {
            together.await();
            return late.take();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answered = new ArrayList<Path>();
            for (var answer : threads.invokeAll(List.of(asking, asking))) {
                answered.addAll(answer.get());
            }
            assertThat(answered).containsExactlyInAnyOrderElementsOf(paths);
        }
    }
}
