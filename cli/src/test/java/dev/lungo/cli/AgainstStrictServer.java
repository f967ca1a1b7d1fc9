package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The whole program and the strict server that it asks, which has nothing to complain of in the end. */
abstract class AgainstStrictServer {
    final StrictMessagesServer server = StrictMessagesServer.start();
    LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        lungo = new LungoProgram(root).against(server.url());
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(server.violations()).isEmpty();
    }
}
