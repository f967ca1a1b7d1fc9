package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.nothing;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.LungoTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person at a terminal types and sees. */
final class InteractiveTest extends AgainstStrictServer {
    private static final String BYPASS = "--permission-mode=bypassPermissions";
    private static final String CTRL_C = "\003";
    private static final String ENTER = "\r";
    private static final String LEFT = "\033[D";
    private static final String TAB = "\t";
    private static final String UP = "\033[A";

    /** Fails when the test lets it. */
    private static final Map<String, String> BUILD =
            Map.of("command", "while [ ! -e go ]; do sleep 0.05; done; echo built; exit 3");

    private static final Map<String, String> NOTE = Map.of("command", "echo note >> notes");

    @Test
    void the_prompt_it_was_started_with_is_shown_as_if_it_had_been_typed() throws Exception {
        server.reply(say("Hello there."));

        try (var terminal = LungoTerminal.start(lungo, "build it")) {
            String seen = terminal.glass().await("Hello there.");

            assertThat(seen).containsSubsequence("(/help, /exit)", "> build it", "Hello there.");
            assertThat(request(1)).isEqualTo("build it");
        }
    }

    @Test
    void a_notice_wakes_the_agent_and_leaves_half_a_line_and_its_cursor_alone() throws Exception {
        server.reply(call("background_run", BUILD), say("It runs."));

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("start it" + ENTER);
            terminal.glass().await("It runs.");
            server.reply(call("write_file", Map.of("path", "seen", "content", "exit 3")), say("The build is broken."));
            terminal.type("half a line" + LEFT.repeat(4));
            terminal.glass().awaitBeforeCursor("> half a ");
            Files.createFile(lungo.project().resolve("go"));
            String seen = terminal.glass().await("The build is broken.");

            assertThat(seen).containsSubsequence("It runs.", "failed, exit 3", "write_file(seen)");
            assertThat(request(3)).contains("] failed, exit 3", "Automated notice, not from the user.");
            assertThat(lungo.project().resolve("seen")).hasContent("exit 3");

            server.reply(say("Whole."));
            terminal.glass().awaitBeforeCursor("> half a ");
            terminal.type("typed " + ENTER);
            terminal.glass().await("Whole.");
            assertThat(request(5)).isEqualTo("half a typed line");
        }
    }

    @Test
    void who_says_no_once_or_for_the_session_is_asked_again_or_not_and_the_line_stays() throws Exception {
        server.reply(call("bash", NOTE), call("bash", NOTE), call("bash", NOTE), call("bash", NOTE), say("Done."));

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("go" + ENTER);
            terminal.glass().await("? Run this command? $ echo note >> notes");
            terminal.type("my line" + TAB + "n");
            terminal.glass().await("Not run: the user said no.");
            assertThat(server.awaitRequest(2, LungoProcess.LIMIT).newText()).contains("Not run: the user said no.");
            answer(terminal, 2, "y");
            answer(terminal, 3, "s");
            terminal.glass().await("Done.");

            terminal.glass().awaitBeforeCursor("> my line");
            assertThat(lungo.project().resolve("notes")).hasContent("note\nnote\nnote");
        }
    }

    @Test
    void an_edit_that_nobody_was_asked_about_is_shown_when_it_is_made() throws Exception {
        Files.writeString(lungo.project().resolve("a.txt"), "old words\n");
        server.reply(
                call("read_file", Map.of("path", "a.txt")),
                call("edit_file", Map.of("path", "a.txt", "old_text", "old words", "new_text", "new words")),
                call("bash", NOTE),
                say("Done."));

        try (var terminal = LungoTerminal.start(lungo, "--allowedTools=edit_file,bash")) {
            terminal.type("go" + ENTER);
            String seen = terminal.glass().await("Done.");

            assertThat(seen).containsSubsequence("edit_file(a.txt)", "- old words", "+ new words", "Done.");
        }
    }

    @Test
    void words_typed_ahead_answer_no_question() throws Exception {
        server.reply(call("bash", NOTE));

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("go" + ENTER);
            server.awaitRequest(1, LungoProcess.LIMIT);
            terminal.type("yes, syn");
            terminal.glass().await("tab, then a key, answers");
            terminal.glass().awaitBeforeCursor("> yes, syn");

            assertThat(lungo.project().resolve("notes")).doesNotExist();
        }
    }

    @Test
    void ctrl_c_at_a_question_ends_the_turn_and_runs_nothing() throws Exception {
        server.reply(call("bash", NOTE));

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("go" + ENTER);
            terminal.glass().await("? Run this command?");
            terminal.type(CTRL_C);
            terminal.glass().await("· interrupted");
            server.reply(say("As you wish."));
            terminal.type("leave it" + ENTER);
            terminal.glass().await("As you wish.");

            assertThat(request(2))
                    .contains("Not run: the user interrupted while it waited for permission.", "leave it");
            assertThat(lungo.project().resolve("notes")).doesNotExist();
        }
    }

    @Test
    void ctrl_c_ends_an_answer_and_the_next_prompt_works() throws Exception {
        server.reply(say("I begin to").butStalls());

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("tell me" + ENTER);
            terminal.glass().await("I begin to");
            terminal.type(CTRL_C);
            terminal.glass().await("· interrupted");
            server.reply(say("Something else."));
            terminal.type("something else" + ENTER);
            terminal.glass().await("Something else.");

            assertThat(request(2)).contains("tell me", "the user had interrupted you", "something else");
        }
    }

    @Test
    void escape_holds_also_for_what_was_typed_ahead_which_is_on_the_line_again() throws Exception {
        server.reply(say("I begin to").butStalls());

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("tell me" + ENTER);
            terminal.glass().await("I begin to");
            terminal.type("then this" + ENTER + "and that" + ENTER);
            terminal.glass().await("> and that (queued)");
            terminal.type("\033");
            terminal.glass().await("· interrupted");
            terminal.glass().awaitBeforeCursor("  and that");
            server.reply(say("Both."));
            terminal.type("!" + ENTER);
            terminal.glass().await("Both.");

            assertThat(request(2))
                    .contains("before this prompt the user had interrupted you", "tell me\nthen this\nand that!");
        }
    }

    @Test
    void who_leaves_with_prompts_typed_ahead_hears_that_they_wait() throws Exception {
        server.reply(say("I begin to").butStalls());

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("tell me" + ENTER);
            terminal.glass().await("I begin to");
            terminal.type("then this" + ENTER + "/exit" + ENTER);
            assertThat(terminal.exitCode()).isZero();
            assertThat(terminal.glass().text())
                    .contains("1 prompt was not sent; it is when you go on with this session");
        }
    }

    @Test
    void ctrl_c_right_after_a_notice_does_not_lose_it_nor_tell_it_twice() throws Exception {
        server.reply(call("background_run", BUILD), say("It runs."), nothing().butStalls());

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("start it" + ENTER);
            terminal.glass().await("It runs.");
            Files.createFile(lungo.project().resolve("go"));
            server.awaitRequest(3, LungoProcess.LIMIT);
            terminal.type(CTRL_C);
            terminal.glass().await("· interrupted");
            server.reply(say("I know."), say("Bye."));
            terminal.type("well?" + ENTER);
            terminal.glass().await("I know.");
            terminal.type("and now?" + ENTER);
            terminal.glass().await("Bye.");

            assertThat(request(4)).containsOnlyOnce("] failed, exit 3").contains("well?");
            assertThat(request(5)).isEqualTo("and now?");
        }
    }

    @Test
    void a_paste_with_line_breaks_waits_for_enter_and_is_one_prompt() throws Exception {
        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("\033[200~one\rtwo\n/exit\n\033[201~and");
            terminal.glass().awaitBeforeCursor("  and");
            server.reply(say("All of it."));
            terminal.type(ENTER);
            terminal.glass().await("All of it.");

            assertThat(request(1)).isEqualTo("one\ntwo\n/exit\nand");
        }
    }

    @Test
    void what_was_typed_is_remembered_by_the_next_session_for_this_user_only() throws Exception {
        server.reply(say("First."));
        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("the first prompt" + ENTER);
            terminal.glass().await("First.");
            terminal.type("/exit" + ENTER);
            assertThat(terminal.exitCode()).isZero();
        }
        Path history = lungo.state().resolve("history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type(UP + UP);
            terminal.glass().awaitBeforeCursor("> the first prompt");
        }
    }

    @Test
    void a_window_made_narrow_keeps_the_line_being_typed() throws Exception {
        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("a line");
            terminal.glass().awaitBeforeCursor("> a line");
            terminal.resize(30);
            terminal.type(" that goes on");
            terminal.glass().awaitBeforeCursor("> a line that goes on");
        }
    }

    @Test
    void keys_that_mean_nothing_neither_interrupt_nor_leave_a_trace() throws Exception {
        server.reply(say("I begin to").butStalls());

        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("tell me" + ENTER);
            terminal.glass().await("I begin to");
            String f5 = "\033[15~";
            String altF1 = "\033[1;3P";
            String ctrlLeft = "\033[1;5D";
            terminal.type("two words" + f5 + altF1 + ctrlLeft + "more ");
            terminal.glass().awaitBeforeCursor("> two more ");
            assertThat(terminal.glass().text()).doesNotContain("interrupted").contains("> two more words");
        }
    }

    @Test
    void slash_commands_are_for_lungo_and_a_slip_is_told_what_was_meant() throws Exception {
        server.reply(call("background_run", BUILD), say("It runs."));

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("/task" + ENTER);
            terminal.glass().await("did you mean /tasks?");
            terminal.type("/tasks" + ENTER);
            terminal.glass().await("no task was started in this session");
            terminal.type("start it" + ENTER);
            terminal.glass().await("It runs.");
            terminal.type("/tasks" + ENTER);
            terminal.glass().await(seen -> seen.matches("(?s).*running +[0-9.]+ s  while .*"));
            terminal.type("/help" + ENTER);
            terminal.glass().await("/stop ID");
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void of_a_huge_output_is_said_how_much_it_is_and_where() throws Exception {
        server.reply(
                call("bash", Map.of("command", "head -c 2000000 /dev/zero | tr '\\0' x | fold -w 50")), say("Long."));

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("go" + ENTER);
            terminal.glass().await("Long.");
            assertThat(terminal.glass().text()).containsPattern("of 2,039,999 bytes printed:\\s+lungo logs ");
        }
    }

    @Test
    void nothing_that_a_model_or_a_command_prints_steers_the_terminal() throws Exception {
        String evil = "\033]0;PWNED\007\033[2J\033[?1049h\u009b5m\033]52;c;eA==\007";
        String printed = "\\033]0;PWNED\\007\\033[2J\\033[?1049h\\302\\2335m\\033]52;c;eA==\\007seen";
        server.reply(
                say("red " + evil).and(call("bash", Map.of("command", "printf '" + printed + "' # " + evil))),
                say("Through."));

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("go" + ENTER);
            terminal.glass().await("Through.");

            assertThat(terminal.glass().raw()).doesNotContain("\033]", "\033[2J", "\033[?1049", "\u009b");
            assertThat(terminal.glass().text()).contains("⎿ seen");
        }
    }

    /** Answers the question that is open after so many requests; the line is not empty. */
    private void answer(LungoTerminal terminal, int requests, String key) throws Exception {
        server.awaitRequest(requests, LungoProcess.LIMIT);
        terminal.glass().await(seen -> seen.lastIndexOf("tab, then a key, answers") > seen.lastIndexOf("⎿"));
        terminal.type(TAB);
        terminal.glass().await("tab goes back to your line");
        terminal.type(key);
    }

    private String request(int number) throws InterruptedException {
        return server.awaitRequest(number, LungoProcess.LIMIT).newText();
    }
}
