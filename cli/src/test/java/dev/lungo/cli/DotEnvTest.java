package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DotEnvTest {
    private static final Path PATH = Path.of("/project/.env");

    @Test
    void reads_what_shells_and_editors_write() {
        DotEnv file = DotEnv.parse(PATH, """
                \ufeff# a comment
                PLAIN=value
                export EXPORTED = spaced\t
                EMPTY=
                COMMENTED=value # not part of it
                HASH=a#b
                SINGLE='a "b" $c \\n # d'
                DOUBLE="a 'b' \\"c\\" \\$d\\nsecond line" # comment
                EQUALS=a=b==
                TWICE=first
                TWICE=second
                WINDOWS=crlf\r
                """);

        assertThat(file.values())
                .isEqualTo(Map.ofEntries(
                        Map.entry("PLAIN", "value"),
                        Map.entry("EXPORTED", "spaced"),
                        Map.entry("EMPTY", ""),
                        Map.entry("COMMENTED", "value"),
                        Map.entry("HASH", "a#b"),
                        Map.entry("SINGLE", "a \"b\" $c \\n # d"),
                        Map.entry("DOUBLE", "a 'b' \"c\" $d\nsecond line"),
                        Map.entry("EQUALS", "a=b=="),
                        Map.entry("TWICE", "second"),
                        Map.entry("WINDOWS", "crlf")));
        assertThat(file.complaints()).isEmpty();
    }

    @Test
    void bad_lines_are_reported_by_number_and_never_shown() {
        DotEnv file =
                DotEnv.parse(PATH, "GOOD=1\nsk-secret\n2BAD=sk-secret\nOPEN=\"sk-secret\nMORE='x' sk-secret\nLAST=2");

        assertThat(file.values()).isEqualTo(Map.of("GOOD", "1", "LAST", "2"));
        assertThat(file.complaints())
                .containsExactly(
                        "line 2 of /project/.env is not NAME=value; ignored",
                        "line 3 of /project/.env is not NAME=value; ignored",
                        "line 4 of /project/.env, OPEN: the quote is not closed on its line; ignored",
                        "line 5 of /project/.env, MORE: something follows the closing quote; ignored");
        assertThat(file.toString()).doesNotContain("secret");
    }

    @Test
    void a_folder_without_the_file_has_no_values(@TempDir Path folder) {
        assertThat(DotEnv.in(folder)).isEqualTo(new DotEnv(folder.resolve(".env"), Map.of(), List.of()));
    }

    @Test
    void what_is_no_file_is_not_read(@TempDir Path folder) throws IOException {
        Path path = Files.createDirectory(folder.resolve(".env"));

        assertThat(DotEnv.in(folder))
                .isEqualTo(new DotEnv(path, Map.of(), List.of(path + " is not a regular file; ignored")));
    }
}
