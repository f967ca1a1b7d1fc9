package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StdinTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void all_of_it_is_read() throws InterruptedException {
        assertThat(Stdin.read(in("grün\n"))).isEqualTo("grün\n");
        assertThat(Stdin.read(in(""))).isEmpty();
        assertThat(Stdin.readIfAny(in("text"), said::add)).contains("text");
        assertThat(Stdin.readIfAny(in(""), said::add)).contains("");
        assertThat(said).isEmpty();
    }

    @Test
    void a_pipe_that_stays_open_and_silent_is_given_up() throws IOException, InterruptedException {
        try (var silent = new PipedInputStream();
                var _ = new PipedOutputStream(silent)) {
            assertThat(Stdin.readIfAny(silent, said::add)).isEmpty();
        }
        assertThat(said)
                .containsExactly("nothing came on stdin for 3 s: going on without it (</dev/null avoids the wait)");
    }

    @Test
    void too_much_is_refused() {
        assertThatThrownBy(() -> Stdin.read(endless()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("4 MiB");
        assertThatThrownBy(() -> Stdin.readIfAny(endless(), said::add)).isInstanceOf(UsageException.class);
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
    }
}
