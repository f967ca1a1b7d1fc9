package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoTerminal;
import dev.lungo.testing.MessagesRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Back to before an earlier prompt: the conversation, the files, or both. The server refuses every request whose beginning is
 * not byte for byte what was said before.
 */
final class RewindTest extends AgainstStrictServer {
    private static final String BYPASS = "--permission-mode=bypassPermissions";
    private static final String UP = "\033[A";
    private static final String ESCAPE = "\033";
    private static final String CTRL_C = "\003";

    /** Fails when the test lets it. */
    private static final Map<String, String> BUILD =
            Map.of("command", "while [ ! -e go ]; do sleep 0.05; done; echo built; exit 3");

    @Test
    void both_go_back_and_the_prompt_is_on_the_line_again() throws Exception {
        Files.writeString(file("a.txt"), "one");
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            prompt(terminal, "first", "First done.");
            edit(terminal, "second", "one", "two");
            edit(terminal, "third", "two", "three");

            terminal.type("/rewind\r");
            terminal.glass().await("❯   3  third  (1 file changed since)");
            assertThat(terminal.glass().text())
                    .contains("  1  first  (1 file changed since)", "  2  second  (1 file changed since)");
            terminal.type(UP);
            terminal.glass().await("❯   2  second");
            terminal.type("\r");
            terminal.glass().await("? Back to before: second. Take what back?");
            terminal.type("b");
            terminal.glass().await("✔ a.txt is again what it was");
            terminal.glass().awaitBeforeCursor("> second");
            assertThat(file("a.txt")).hasContent("one");

            server.reply(say("Another second."));
            terminal.type(" try\r");
            terminal.glass().await("Another second.");
            MessagesRequest request = server.requests().getLast();
            assertThat(request.lastUserText()).isEqualTo("second try");
            assertThat(request.newText())
                    .contains("the user took the conversation back to before this prompt", "a.txt (as before)");
            assertThat(request.allText()).contains("First done.").doesNotContain("third", "second done");
        }
    }

    @Test
    void an_end_that_was_told_in_what_is_taken_back_is_told_again_and_wakes_nobody_before() throws Exception {
        server.reply(call("background_run", BUILD), say("It runs."));
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            prompt(terminal, "start it", "It runs.", false);
            server.reply(say("The build is broken."));
            Files.createFile(file("go"));
            terminal.glass().await("The build is broken.");
            prompt(terminal, "what now?", "Nothing.");

            terminal.type("/rewind 1\r");
            terminal.glass().await("Take what back?");
            terminal.type("c");
            terminal.glass().await("the conversation is back where it was before: start it");
            terminal.glass().awaitBeforeCursor("> start it");
            terminal.type(CTRL_C);
            terminal.glass().awaitBeforeCursor("> ");
            prompt(terminal, "something else", "Fine.");

            MessagesRequest request = server.requests().getLast();
            assertThat(request.allText())
                    .containsOnlyOnce("] failed, exit 3")
                    .contains("something else")
                    .doesNotContain("start it", "what now?");
        }
    }

    @Test
    void what_the_removed_commands_did_is_told_with_the_next_prompt_and_never_as_a_notice() throws Exception {
        server.reply(
                call("bash", Map.of("command", "echo x >> db.txt")), call("background_run", BUILD), say("Filled."));
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            prompt(terminal, "fill it", "Filled.", false);
            rewind(terminal, "1", "c");
            terminal.glass().awaitBeforeCursor("> fill it");
            server.reply(say("Again."));
            terminal.type(" anew\r");
            terminal.glass().await("Again.");
            terminal.signal("KILL");
        }
        String told = server.requests().getLast().newText();
        assertThat(told)
                .contains("the user took the conversation back", "] completed, exit 0", ": echo x >> db.txt")
                .containsPattern("Still running from it:\\n\\[bg:\\w+] running: while")
                .doesNotContain("background-results");
        try (var terminal = LungoTerminal.start(lungo, BYPASS, "--continue")) {
            prompt(terminal, "go on", "Went on.");
        }
        assertThat(server.requests().getLast().newText()).doesNotContain("db.txt", "took the conversation back");
    }

    @Test
    void ends_that_were_told_before_a_crash_are_told_in_a_line_each_however_often_it_is_taken_back() throws Exception {
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            prompt(terminal, "first", "First done.");
            server.reply(
                    call("bash", Map.of("command", "echo a long output; echo x >> db.txt")),
                    call("background_run", BUILD),
                    say("Filled."));
            prompt(terminal, "fill it", "Filled.", false);
            server.reply(say("The build is broken."));
            Files.createFile(file("go"));
            terminal.glass().await("The build is broken.");
            terminal.signal("KILL");
        }
        try (var terminal = LungoTerminal.start(lungo, BYPASS, "--continue")) {
            String taken = "fill it";
            for (String again : List.of("again", "and again")) {
                rewind(terminal, "2", "c");
                terminal.glass().awaitBeforeCursor("> " + taken);
                terminal.type(CTRL_C);
                terminal.glass().awaitBeforeCursor("> ");
                prompt(terminal, again, "Done " + again + ".");

                assertThat(server.requests().getLast().newText())
                        .contains("Its commands ended so", "] completed, exit 0", "] failed, exit 3")
                        .doesNotContain("background-results", "Output (data");
                taken = again;
            }
        }
    }

    @Test
    void what_was_taken_back_stays_so_after_a_crash() throws Exception {
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            prompt(terminal, "first", "First done.");
            prompt(terminal, "second", "Second done.");
            rewind(terminal, "2", "c");
            terminal.glass().awaitBeforeCursor("> second");
            terminal.signal("KILL");
        }
        server.reply(say("Resumed."));
        try (var terminal = LungoTerminal.start(lungo, BYPASS, "--continue")) {
            terminal.type("go on\r");
            terminal.glass().await("Resumed.");
        }
        assertThat(server.requests().getLast().allText())
                .contains("first", "First done.", "go on")
                .doesNotContain("second", "Second done.");
    }

    @Test
    void files_alone_go_back_but_not_those_that_somebody_else_changed_and_it_can_be_undone() throws Exception {
        Files.writeString(file("a.txt"), "one");
        Files.writeString(file("b.txt"), "one");
        server.reply(
                call("edit_file", Map.of("path", "a.txt", "old_text", "one", "new_text", "two")),
                call("edit_file", Map.of("path", "b.txt", "old_text", "one", "new_text", "two")));
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            prompt(terminal, "first", "First done.");
            Files.writeString(file("b.txt"), "the user's");
            rewind(terminal, "1", "f");
            String seen = terminal.glass().await(".files/");
            assertThat(seen)
                    .containsSubsequence(
                            "a.txt is again what it was",
                            "b.txt was left alone, because somebody else changed it since");
            assertThat(file("a.txt")).hasContent("one");
            assertThat(file("b.txt")).hasContent("the user's");

            prompt(terminal, "second", "Second done.");
            assertThat(server.requests().getLast().newText())
                    .contains("the user took changes of these files back", "a.txt (as before)")
                    .contains("something else had changed them: " + file("b.txt"));

            terminal.type("/rewind\r");
            terminal.glass().await("[files were taken back at ");
            terminal.type("2\r");
            terminal.glass().await("Back to before: [files were taken back");
            terminal.type("f");
            terminal.glass().await(text -> text.split("a.txt is again what it was", -1).length == 3);
            assertThat(file("a.txt")).hasContent("two");
            assertThat(file("b.txt")).hasContent("the user's");
        }
    }

    @Test
    void results_of_an_interrupted_call_stay_where_the_prompt_behind_them_is_taken_back() throws Exception {
        server.reply(call("bash", Map.of("command", "sleep 1000")));
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("run it\r");
            terminal.glass().await("● bash(sleep 1000)");
            terminal.type(ESCAPE);
            terminal.glass().await("· interrupted");
            prompt(terminal, "never mind", "All right.");

            rewind(terminal, "2", "c");
            terminal.glass().awaitBeforeCursor("> never mind");
            server.reply(say("Then this."));
            terminal.type(", do this\r");
            terminal.glass().await("Then this.");
            assertThat(server.requests().getLast().newText())
                    .contains("The user interrupted the command", "never mind, do this")
                    .doesNotContain("never mind\n");
        }
    }

    @Test
    void a_session_at_rest_goes_back_from_a_shell_and_its_next_agent_goes_on_from_there() throws Exception {
        server.reply(say("First done."));
        run("-p", "first");
        server.reply(call("write_file", Map.of("path", "new.txt", "content", "new")), say("Second done."));
        run("-p", "second", "--continue", BYPASS);
        assertThat(run("rewind"))
                .startsWith("session ")
                .contains(
                        "\n  1  first  (1 file changed since)\n  2  second  (1 file changed since)\nback to before one");

        assertThat(run("rewind", "2", "--files", "--conversation")).contains("""
                        ✔ new.txt is gone: it was not there before
                        (files that commands changed are not covered)
                        the conversation is back where it was before this prompt: second
                        to go on from there: lungo --resume\s""");
        assertThat(file("new.txt")).doesNotExist();
        server.reply(say("Third done."));
        run("-p", "third", "--continue");
        assertThat(server.requests().getLast().allText())
                .contains("First done.")
                .doesNotContain("second");
    }

    @Test
    void from_a_shell_files_go_back_only_where_that_is_said() throws Exception {
        server.reply(call("write_file", Map.of("path", "new.txt", "content", "new")), say("First done."));
        run("-p", "first", BYPASS);

        assertThat(run("rewind", "1")).contains("the conversation is back where it was before this prompt: first");
        assertThat(file("new.txt")).hasContent("new");
    }

    @Test
    void files_that_went_back_from_a_shell_are_told_to_the_model_with_the_next_message_and_once() throws Exception {
        server.reply(call("write_file", Map.of("path", "new.txt", "content", "new")), say("First done."));
        run("-p", "first", BYPASS);
        assertThat(run("rewind", "1", "--files")).contains("✔ new.txt is gone");

        server.reply(say("I see."));
        run("-p", "second", "--continue");
        assertThat(server.requests().getLast().newText())
                .contains("the user took changes of these files back", "new.txt (deleted)", "second");
        server.reply(say("Fine."));
        run("-p", "third", "--continue");
        assertThat(server.requests().getLast().newText()).isEqualTo("third");
    }

    private String run(String... arguments) throws Exception {
        try (var run = lungo.start(arguments)) {
            assertThat(run.exitCode()).as(run::toString).isZero();
            return run.out();
        }
    }

    @Test
    void a_file_that_was_read_in_what_is_taken_back_has_to_be_read_again() throws Exception {
        Files.writeString(file("a.txt"), "precious");
        server.reply(call("read_file", Map.of("path", "a.txt")));
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            prompt(terminal, "first", "I have read it.");
            rewind(terminal, "1", "c");
            terminal.glass().awaitBeforeCursor("> first");
            server.reply(call("write_file", Map.of("path", "a.txt", "content", "gone")), say("It was refused."));
            terminal.type("\r");
            terminal.glass().await("It was refused.");
            assertThat(server.requests().getLast().newText()).contains("you have not read it");
            assertThat(file("a.txt")).hasContent("precious");
        }
    }

    @Test
    void escape_takes_nothing_back() throws Exception {
        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("/rewind\r");
            terminal.glass().await("there is no prompt to go back to");
            prompt(terminal, "first", "First done.");
            terminal.type("/rewind\r");
            terminal.glass().await("❯   1  first");
            terminal.type(ESCAPE);
            terminal.glass().await(seen -> !seen.contains("❯"));
            terminal.type("/rewind 7\r");
            terminal.glass().await("there is no prompt 7");
            rewind(terminal, "1", "n");
            terminal.glass().await("nothing was taken back");
            prompt(terminal, "second", "Second done.");
        }
        assertThat(server.requests().getLast().allText()).contains("first", "First done.", "second");
    }

    private void edit(LungoTerminal terminal, String prompt, String from, String to) throws Exception {
        server.reply(call("edit_file", Map.of("path", "a.txt", "old_text", from, "new_text", to)));
        prompt(terminal, prompt, prompt + " done");
        assertThat(file("a.txt")).hasContent(to);
    }

    private void prompt(LungoTerminal terminal, String prompt, String answer) throws Exception {
        prompt(terminal, prompt, answer, true);
    }

    private void prompt(LungoTerminal terminal, String prompt, String answer, boolean reply) throws Exception {
        if (reply) {
            server.reply(say(answer));
        }
        terminal.type(prompt + "\r");
        terminal.glass()
                .await(seen -> seen.matches("(?s).*\\Q" + answer + "\\E.*\n· [0-9.]+ s, .*")
                        && terminal.glass().beforeCursor().equals("> "));
    }

    private static void rewind(LungoTerminal terminal, String number, String what) throws Exception {
        terminal.type("/rewind " + number + "\r");
        terminal.glass().await("Take what back?");
        terminal.type(what);
    }

    private Path file(String name) {
        return lungo.project().resolve(name);
    }
}
