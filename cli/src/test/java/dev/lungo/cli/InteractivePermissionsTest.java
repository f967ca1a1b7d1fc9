package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.LungoTerminal;
import dev.lungo.testing.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person at a terminal is asked about, answers, and decides in advance. */
final class InteractivePermissionsTest extends AgainstStrictServer {
    private static final String ENTER = "\r";
    private static final String ESCAPE = "\033";
    private static final String TAB = "\t";
    private static final String SHIFT_TAB = "\033[Z";
    private static final String OPEN = "tab, then a key, answers";

    @Test
    void a_question_says_why_and_a_yes_for_a_folder_holds_for_the_session() throws Exception {
        server.reply(write("src/a.txt"), write("src/b.txt"), say("Done."));

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("go" + ENTER);
            terminal.glass().await("? Write src/a.txt?");
            terminal.type("my line");
            terminal.glass().await(OPEN);
            terminal.type(TAB);
            terminal.glass().await("tab goes back to your line");
            terminal.glass()
                    .await(
                            "+ x",
                            "asks because: it changes src/a.txt",
                            "1  Edit(/src/a.txt)",
                            "2  Edit(/src/**)",
                            "y yes, once",
                            "s yes, for this session: one of the 2 above",
                            "n no",
                            "w no, and say why");

            terminal.type("s");
            terminal.glass().await("? For which calls?");
            terminal.type("2" + ENTER);
            terminal.glass().await("Done.");

            assertThat(made("src/a.txt")).hasContent("x");
            assertThat(made("src/b.txt")).hasContent("x");
            terminal.glass().awaitBeforeCursor("> my line");
        }
    }

    @Test
    void a_yes_for_good_is_written_and_holds_in_the_next_session() throws Exception {
        server.reply(write("src/a.txt"), say("Done."), write("src/b.txt"), say("Again."));

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("go" + ENTER);
            terminal.glass().await("? Write src/a.txt?");
            terminal.type("my line");
            terminal.glass().await(OPEN);
            terminal.type(TAB);
            terminal.glass().await("a yes, always: one of the 2 above, kept in .lungo/settings.local.json");
            terminal.type("a");
            terminal.glass().await("? For which calls?");
            terminal.type("2" + ENTER);
            terminal.glass().await("✔ Edit(/src/**) is allowed from now on:");
            terminal.glass().await("Done.");
        }
        assertThat(made(".lungo/settings.local.json")).content().contains("Edit(/src/**)");

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("go" + ENTER);
            terminal.glass().await("Again.");
            assertThat(made("src/b.txt")).hasContent("x");
        }
    }

    @Test
    void who_leaves_the_patterns_is_back_at_the_question() throws Exception {
        server.reply(write("src/a.txt"), say("As you wish."));

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("go" + ENTER);
            terminal.glass().await("? Write src/a.txt?");
            terminal.type("my line");
            terminal.glass().await(OPEN);
            terminal.type(TAB + "s");
            terminal.glass().await("? For which calls?");
            terminal.type(ESCAPE);
            terminal.glass()
                    .await(seen -> seen.lastIndexOf("? Write src/a.txt?") > seen.lastIndexOf("? For which calls?"));
            terminal.type(TAB + "w");
            terminal.glass().await("enter sends, esc goes back");
            terminal.type("not there" + ENTER);
            terminal.glass().await("As you wish.");

            assertThat(server.awaitRequest(2, LungoProcess.LIMIT).newText())
                    .contains("Not run: the user said no. The user says: not there");
            assertThat(made("src/a.txt")).doesNotExist();
        }
    }

    @Test
    void shift_tab_goes_through_the_modes_and_the_model_hears_of_plan_mode_alone() throws Exception {
        server.reply(write("a.txt"), say("Written."), write("b.txt"), say("My plan."), say("I go."));

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type(SHIFT_TAB);
            terminal.glass().await("mode acceptEdits (shift+tab)");
            terminal.type("go" + ENTER);
            terminal.glass().await("Written.");
            assertThat(made("a.txt")).hasContent("x");
            assertThat(request(1)).isEqualTo("go");

            terminal.type(SHIFT_TAB);
            terminal.glass().await("mode plan (shift+tab)");
            terminal.type("more" + ENTER);
            String seen = terminal.glass().await("My plan.");
            assertThat(seen).contains("⎿ Denied: write_file b.txt.");
            assertThat(made("b.txt")).doesNotExist();
            assertThat(request(3)).contains("Automated note, not from the user: plan mode is on.", "more");

            terminal.type(SHIFT_TAB);
            terminal.glass().await("mode default (shift+tab)");
            terminal.type("do it" + ENTER);
            terminal.glass().await("I go.");
            assertThat(request(5)).contains("Automated note, not from the user: plan mode is off.", "do it");
        }
    }

    @Test
    void a_change_of_mode_answers_the_question_that_is_open() throws Exception {
        server.reply(write("a.txt"), write("b.txt"), say("Done."));

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("go" + ENTER);
            terminal.glass().await("? Write a.txt?");
            terminal.type(SHIFT_TAB);
            terminal.glass().await("Done.");

            assertThat(made("a.txt")).hasContent("x");
            assertThat(made("b.txt")).hasContent("x");
        }
    }

    @Test
    void a_change_of_mode_is_to_see_also_where_the_question_stays_open() throws Exception {
        server.reply(call("bash", Map.of("command", "./run-it")), say("Done."));

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("go" + ENTER);
            terminal.glass().await("? Run ");
            terminal.type(SHIFT_TAB);
            terminal.glass().await("mode acceptEdits");
            terminal.type(SHIFT_TAB);
            terminal.glass().await("Done.");
        }
    }

    @Test
    void where_nobody_is_asked_by_the_first_mode_that_mode_can_be_had_again() throws Exception {
        try (var terminal = LungoTerminal.start(lungo, "--permission-mode=dontAsk")) {
            terminal.glass().await("mode dontAsk (shift+tab)");
            terminal.type(SHIFT_TAB);
            terminal.glass().await("mode default (shift+tab)");
            terminal.type("/mode dontAsk" + ENTER);
            terminal.glass().await("mode dontAsk (shift+tab)");
        }
    }

    @Test
    void a_narrow_window_cuts_nothing_of_what_a_yes_means() throws Exception {
        server.reply(write("src/main/java/org/example/Long.java"), say("Done."));

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.resize(30);
            terminal.type("go" + ENTER);
            whole(terminal, "? Write src/main/java/org/example/Long.java?");
            whole(terminal, "1  Edit(/src/main/java/org/example/Long.java)");
            whole(terminal, "2  Edit(/src/main/java/org/example/**)");
            whole(terminal, "s yes, for this session: one of the 2 above");
            whole(terminal, "w no, and say why");
        }
    }

    @Test
    void everything_is_allowed_by_shift_tab_only_where_it_began_so() throws Exception {
        try (var terminal = LungoTerminal.start(lungo, "--permission-mode=bypassPermissions")) {
            terminal.glass().await("mode bypassPermissions (shift+tab)");
            terminal.type(SHIFT_TAB);
            terminal.glass().await("mode default (shift+tab)");
            terminal.type(SHIFT_TAB.repeat(3));
            terminal.glass().await(seen -> seen.contains("mode bypassPermissions"));
        }
        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("/mode bypassPermissions" + ENTER);
            terminal.glass().await("only lungo --permission-mode bypassPermissions begins so");
            terminal.type("/mode plan" + ENTER);
            terminal.glass().await("mode plan");
        }
    }

    @Test
    void where_there_are_no_keys_a_mode_has_a_command_and_an_answer_a_word() throws Exception {
        server.reply(write("src/a.txt"), write("src/b.txt"), say("Done."));

        try (var terminal = LungoTerminal.start(lungo.with("TERM", "dumb"))) {
            terminal.type("/mode acceptEdits" + ENTER);
            terminal.glass().await("mode acceptEdits");
            terminal.type("/mode" + ENTER);
            terminal.glass().await("mode acceptEdits; there are default, acceptEdits, plan");
            terminal.type("/mode default" + ENTER);
            terminal.glass().await("mode default");
            terminal.type("go" + ENTER);
            terminal.glass().await("? Write src/a.txt?");
            terminal.type("session" + ENTER);
            terminal.glass().await("type a number, or cancel");
            terminal.type("2" + ENTER);
            terminal.glass().await("Done.");

            assertThat(made("src/b.txt")).hasContent("x");
        }
    }

    /** Waits until this is to see, however it is broken into rows. */
    private static void whole(LungoTerminal terminal, String text) throws InterruptedException {
        terminal.glass().await(seen -> seen.replaceAll("\\s", "").contains(text.replaceAll("\\s", "")));
    }

    private Path made(String file) {
        return lungo.project().resolve(file);
    }

    private static Answer write(String file) {
        return call("write_file", Map.of("path", file, "content", "x"));
    }

    private String request(int number) throws InterruptedException {
        return server.awaitRequest(number, LungoProcess.LIMIT).newText();
    }
}
