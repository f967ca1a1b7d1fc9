package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintsTest {
    @Test
    void each_path_is_looked_at_once_until_one_changes_something_oneself(@TempDir Path folder) throws Exception {
        var file = folder.resolve("commondir");
        var prints = new Prints();
        assertThat(prints.of(file)).isEqualTo(Fingerprint.ABSENT);

        Files.createFile(file);
        assertThat(prints.of(file)).isEqualTo(Fingerprint.ABSENT);

        prints.forget();
        assertThat(prints.of(file)).isEqualTo(Fingerprint.of(file));
    }
}
