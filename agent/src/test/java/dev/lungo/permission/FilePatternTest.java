package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePatternTest {
    private static final Path PROJECT = Path.of("/work/app");
    private static final Path HOME = Path.of("/home/ann");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    *.env        | /work/app/.env               | true
                    *.env        | /work/app/deep/down/prod.env | true
                    *.env        | /work/app/.env.local         | false
                    *.env        | /elsewhere/prod.env          | true
                    work         | /work/app/src                | false
                    build        | /work/app/build              | true
                    build        | /work/app/lib/build/x/y      | true
                    build        | /work/app/building           | false
                    src/**       | /work/app/src/a/B.java       | true
                    src/**       | /work/app/src                | false
                    src/**       | /work/app/lib/src/a          | false
                    src/**       | /elsewhere/src/a             | false
                    src          | /work/app/lib/src/a          | true
                    /src         | /work/app/src/a              | true
                    /src         | /work/app/lib/src/a          | false
                    ./src        | /work/app/src/a              | true
                    src/*.java   | /work/app/src/A.java         | true
                    src/*.java   | /work/app/src/a/A.java       | false
                    src/**/*.sql | /work/app/src/A.sql          | true
                    src/**/*.sql | /work/app/src/a/b/A.sql      | true
                    src/**/*.sql | /work/app/src/a/b/A.java     | false
                    **/gen/**    | /work/app/a/gen/b            | true
                    **/gen/**    | /work/app/gen/b              | true
                    **/gen/**    | /work/app/gen                | false
                    **           | /work/app/any/thing          | true
                    **           | /elsewhere/thing             | false
                    /**          | /work/app/any/thing          | true
                    //etc/**     | /etc/hosts                   | true
                    //etc        | /etc/ssl/certs               | true
                    //**         | /any/thing                   | true
                    ~/notes/*.md | /home/ann/notes/a.md         | true
                    ~/notes/*.md | /work/app/notes/a.md         | false
                    ~            | /home/ann/x                  | true
                    a?.txt       | /work/app/ab.txt             | true
                    a?.txt       | /work/app/a/b.txt            | false
                    [a-c]x       | /work/app/bx                 | true
                    [!a-c]x      | /work/app/bx                 | false
                    [!a-c]x      | /work/app/dx                 | true
                    \\*x         | /work/app/*x                 | true
                    \\*x         | /work/app/ax                 | false
                    """)
    void a_pattern_fits_paths_as_gitignore_has_it(String pattern, Path path, boolean fits) {
        assertThat(FilePattern.parse(pattern).matches(path, PROJECT, HOME)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"a*a*a*a*a*a*a*a*a*a*b", "**/a/**/a/**/a/**/a/**/a/**/b"})
    void no_pattern_takes_forever(String pattern) {
        var path = PROJECT.resolve("a/".repeat(500) + "a".repeat(2000));
        assertThat(FilePattern.parse(pattern).matches(path, PROJECT, HOME)).isFalse();
    }
}
