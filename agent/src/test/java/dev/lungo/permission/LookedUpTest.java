package dev.lungo.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at for a line is limited for all of it, and what was not looked at is never allowed for that. */
class LookedUpTest {
    private static final int FOLDERS = 11;
    private static final int FILES = 100;

    private SampleProject project;

    @BeforeEach
    void manyFiles(@TempDir Path temp) throws IOException {
        project = SampleProject.in(temp);
        for (int folder = 0; folder < FOLDERS; folder++) {
            Path many = Files.createDirectories(temp.resolve("project/many/d" + folder));
            for (int file = 0; file < FILES; file++) {
                Files.createFile(many.resolve("f" + file));
            }
        }
    }

    @Test
    void a_pattern_is_looked_up_once() {
        assertThat(judged(PermissionMode.DEFAULT, "", "ls many/*/* " + "many/*/* ".repeat(20) + "&& wc -l many/*/*"))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void many_patterns_ask() {
        assertThat(why(judged(PermissionMode.DEFAULT, "", "ls " + patterns(20))))
                .contains("names too many files to look at each");
    }

    @Test
    void the_same_pattern_in_very_many_commands_asks() {
        assertThat(why(judged(PermissionMode.DEFAULT, "", "ls many/*/*; ".repeat(299))))
                .contains("names too many files to look at each");
    }

    @Test
    void nothing_is_hidden_behind_many_patterns() {
        assertThat(why(judged(
                        PermissionMode.BYPASS, "Read(secrets/**)", "cat " + patterns(20) + " secrets/server.pem")))
                .isEqualTo("it names too many files to look at each, and a rule is about files");
    }

    @Test
    void searches_of_one_folder_over_and_over_ask_where_a_rule_is_about_files() {
        var once = judged(PermissionMode.BYPASS, "Read(*.pem)", "grep -rn x many");
        var often = judged(PermissionMode.BYPASS, "Read(*.pem)", "grep -rn x many; ".repeat(40));

        assertThat(once).isInstanceOf(Verdict.Allowed.class);
        assertThat(why(often)).contains("which is too much to look at each");
    }

    @Test
    void a_rule_for_every_command_does_not_mean_what_nobody_looked_at() {
        var everything =
                PermissionRules.NONE.allowing(List.of(PermissionRule.parse("Bash", PermissionRule.Source.SESSION)));
        assertThat(why(project.judged(
                        PermissionMode.DEFAULT, everything, "cp " + patterns(20) + " src; echo x > .git/config")))
                .contains("names too many files to look at each");
    }

    /** Of which each has to be looked up by itself. */
    private static String patterns(int howMany) {
        return IntStream.rangeClosed(1, howMany)
                .mapToObj(stars -> "many/*/" + "*".repeat(stars))
                .collect(Collectors.joining(" "));
    }

    private Verdict judged(PermissionMode mode, String denied, String command) {
        List<PermissionRule> deny =
                denied.isEmpty() ? List.of() : List.of(PermissionRule.parse(denied, PermissionRule.Source.USER));
        return project.judged(mode, new PermissionRules(deny, List.of(), List.of()), command);
    }

    private static String why(Verdict verdict) {
        return ((Verdict.Ask) verdict).why();
    }
}
