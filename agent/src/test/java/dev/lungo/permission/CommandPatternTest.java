package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.permission.CommandPattern.Fit;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandPatternTest {
    /** Words of a command are divided by commas here; {@code $} stands for what is not known before it runs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    npm test        | npm,test               | YES
                    npm test        | npm,test,-w            | NO
                    npm  test       | npm,test               | YES
                    npm test        | npm test               | NO
                    npm test:*      | npm,test               | YES
                    npm test:*      | npm,test,-w            | YES
                    npm test:*      | npm,testing            | NO
                    npm test:*      | npm,test:unit          | NO
                    npm test *      | npm,test               | YES
                    npm test *      | npm,test,x,y           | YES
                    npm test *      | npm,testing            | NO
                    npm run test*   | npm,run,test:unit      | YES
                    npm * --dry-run | npm,publish,--dry-run  | YES
                    npm * --dry-run | npm,a,b,--dry-run      | YES
                    npm * --dry-run | npm,publish            | NO
                    npm * --dry-run | npm,publish --dry-run  | NO
                    git commit -m 'a b' | git,commit,-m,a b  | YES
                    git commit -m "a b" | git,commit,-m,a,b  | NO
                    echo \\*        | echo,*                 | YES
                    echo \\*        | echo,x                 | NO
                    echo '*'        | echo,x                 | NO
                    ls ''           | ls,                    | YES
                    rm:*            | rm,-rf,$               | YES
                    rm:*            | $,-rf,x                | MAYBE
                    git push:*      | git,$                  | MAYBE
                    git push:*      | git,commit,-m,$        | NO
                    git push        | git,push,$             | MAYBE
                    npm * --force   | npm,install,$          | MAYBE
                    """)
    void a_pattern_fits_words(String pattern, String words, Fit fit) {
        assertThat(CommandPattern.parse(pattern).fit(text(words))).isEqualTo(fit);
    }

    @Test
    void no_pattern_takes_forever() {
        var pattern = CommandPattern.parse("a*a*a*a*a*a*a*a*b");
        assertThat(pattern.fit(new CommandText("a".repeat(1 << 20)))).isEqualTo(Fit.NO);
    }

    private static CommandText text(String words) {
        return new CommandText(Arrays.stream(words.split(",", -1))
                .map(word -> word.equals("$") ? String.valueOf(CommandText.OPAQUE) : CommandText.inWord(word))
                .collect(Collectors.joining(" ")));
    }
}
