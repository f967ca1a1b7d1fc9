package dev.lungo.cli;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.nothing;
import static dev.lungo.testing.Answer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.cli.testing.LungoTerminal;
import dev.lungo.cli.testing.Pids;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The ways out of the interactive program, what becomes of its tasks, and in what order it leaves the terminal. */
final class InteractiveLeavingTest {
    private static final String BYPASS = "--permission-mode=bypassPermissions";
    private static final String CTRL_C = "\003";
    private static final String CTRL_D = "\004";
    private static final String CTRL_Z = "\032";

    /** A shell and a child in a session of its own, in the file pids; ends with 4 when the test lets it. */
    private static final Map<String, String> TREE = Map.of(
            "command",
            "setsid sh -c 'echo $$ >> pids; exec sleep 1000' & echo $$ >> pids;"
                    + " while [ ! -e go ]; do sleep 0.05; done; exit 4");

    private final StrictMessagesServer server = StrictMessagesServer.start();
    /** What a failed test would leave running. */
    private final List<ProcessHandle> started = new ArrayList<>();

    private LungoProgram lungo;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        lungo = new LungoProgram(root).against(server.url());
    }

    @AfterEach
    void close() {
        started.forEach(ProcessHandle::destroyForcibly);
        assertThat(server.violations()).isEmpty();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/exit\r", "exit\r", "q\r", CTRL_D, CTRL_C + CTRL_C})
    void who_leaves_gets_the_terminal_back_as_it_was(String keys) throws Exception {
        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.glass().awaitBeforeCursor("> ");
            terminal.type(keys);

            assertThat(terminal.exitCode()).isZero();
            assertThatTheTerminalIsInOrder(terminal);
        }
    }

    @Test
    void who_is_killed_leaves_nothing_among_the_temporary_files() throws Exception {
        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.glass().awaitBeforeCursor("> ");
            terminal.signal("KILL");
            assertThat(terminal.exitCode()).isEqualTo(137);
        }

        assertThat(lungo.temporary()).isDirectoryNotContaining("glob:**/*jline*");
        assertThat(lungo.state().resolve("native")).isDirectoryRecursivelyContaining("glob:**/libjlinenative.so");
    }

    @Test
    void a_native_part_that_a_power_loss_emptied_is_laid_down_again() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (var terminal = LungoTerminal.start(lungo)) {
                terminal.glass().awaitBeforeCursor("> ");
                terminal.type("/exit\r");
                assertThat(terminal.exitCode()).isZero();
            }
            assertThat(nativePart()).isNotEmptyFile();
            if (i == 0) {
                Files.write(nativePart(), new byte[0]);
            }
        }
    }

    private Path nativePart() throws IOException {
        try (Stream<Path> files = Files.walk(lungo.state().resolve("native"))) {
            return files.filter(file -> file.endsWith("libjlinenative.so"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void who_leaves_running_tasks_is_asked_and_then_they_are_stopped() throws Exception {
        server.reply(call("background_run", TREE), say("It runs."));

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("start it\r");
            terminal.glass().await("It runs.");
            List<Long> tree = tree();
            terminal.type(CTRL_D);
            terminal.glass().await("A task still runs");
            terminal.type("\033");
            terminal.glass().await(seen -> !seen.contains("A task still runs"));
            assertThat(tree).allMatch(Pids::lives);

            terminal.type("x");
            terminal.glass().awaitBeforeCursor("> x");
            terminal.type("\177" + CTRL_D);
            terminal.glass().await("A task still runs");
            terminal.glass().await(seen -> seen.matches("(?s).* runs +[0-9.]+ s  setsid sh -c.*"));
            terminal.type("x\ts");
            assertThat(terminal.exitCode()).isZero();
            assertThat(tree).noneMatch(Pids::lives);
            assertThat(terminal.glass().text()).contains("stopped, nothing of it runs");
            assertThat(terminal.glass().text().split(" runs +[0-9.]+ s  setsid", -1))
                    .as("listed for each question, and not once more")
                    .hasSize(3);
            assertThatTheTerminalIsInOrder(terminal);
        }
    }

    @Test
    void tasks_that_are_kept_go_on_without_lungo_and_can_be_stopped_from_a_shell() throws Exception {
        server.reply(call("background_run", TREE), say("It runs."));

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("start it\r");
            terminal.glass().await("It runs.");
            List<Long> tree = tree();
            terminal.type(CTRL_D);
            terminal.glass().await("A task still runs");
            terminal.type("x\tk");
            assertThat(terminal.exitCode()).isZero();

            assertThat(tree).allMatch(Pids::lives);
            String id = onlyTask().path("id").asString("");
            assertThat(terminal.glass().text())
                    .containsPattern("→ " + id + " goes on, 23 h 5\\d min at most \\(lungo logs " + id + ", lungo stop "
                            + id + "\\)");
            assertThat(onlyTask().path("lifetime").asString("")).isEqualTo("persistent");
            try (var stop = lungo.start("stop", id)) {
                assertThat(stop.exitCode()).isZero();
            }
            assertThat(tree).noneMatch(Pids::lives);
        }
    }

    @ParameterizedTest
    @CsvSource({"s, false", "k, true"})
    void what_an_ended_task_left_is_asked_about_as_well(String key, boolean livesOn) throws Exception {
        server.reply(
                call("bash", Map.of("command", "setsid sleep 1000 & echo $! > pids; echo >> pids")), say("Ready."));

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("start it\r");
            terminal.glass().await("Ready.");
            long server = Long.parseLong(
                    Files.readAllLines(lungo.project().resolve("pids")).getFirst());
            ProcessHandle.of(server).ifPresent(started::add);
            terminal.type(CTRL_D);
            terminal.glass().await("An ended task left something running. Leave?");
            terminal.glass().await("left running: " + server + " sleep 1000");
            terminal.type("x\t" + key);
            assertThat(terminal.exitCode()).isZero();

            assertThat(Pids.lives(server)).isEqualTo(livesOn);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void a_signal_stops_the_whole_tree_and_gives_the_terminal_back(String signal, int code) throws Exception {
        server.reply(call("background_run", TREE), nothing().butStalls());

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("start it\r");
            server.awaitRequest(2, LungoProcess.LIMIT);
            List<Long> tree = tree();
            terminal.type("half a line");
            terminal.glass().awaitBeforeCursor("> half a line");
            terminal.signal(signal);

            assertThat(terminal.exitCode()).isEqualTo(code);
            assertThat(tree).noneMatch(Pids::lives);
            assertThatTheTerminalIsInOrder(terminal);
        }
    }

    @Test
    void a_lost_terminal_leaves_the_task_alone_and_its_end_is_recorded() throws Exception {
        server.reply(call("background_run", TREE), say("It runs."));

        try (var terminal = LungoTerminal.start(lungo, BYPASS)) {
            terminal.type("start it\r");
            terminal.glass().await("It runs.");
            List<Long> tree = tree();
            terminal.hangUp();

            assertThat(terminal.exitCode()).isEqualTo(129);
            assertThat(tree).allMatch(Pids::lives);
        }
        Files.createFile(lungo.project().resolve("go"));
        String id = onlyTask().path("id").asString("");
        try (var log = lungo.start("logs", id, "-f")) {
            assertThat(log.exitCode()).isZero();
        }
        assertThat(onlyTask().path("exit_code").asInt(-1)).isEqualTo(4);
        try (var stop = lungo.start("stop", id)) {
            assertThat(stop.exitCode()).isZero();
        }
    }

    @Test
    void ctrl_z_gives_the_terminal_to_the_shell_until_it_is_fetched_back() throws Exception {
        try (var terminal = LungoTerminal.startAsJob(lungo)) {
            terminal.type("half a line");
            terminal.glass().awaitBeforeCursor("> half a line");
            terminal.type(CTRL_Z);
            terminal.glass().await("the shell has the terminal");
            assertThatTheTerminalIsInOrder(terminal);

            terminal.type("\r");
            terminal.glass().awaitBeforeCursor("> half a line");
            server.reply(say("Both."));
            terminal.type("\033[200~\nand another\n\033[201~\r");
            terminal.glass().await("Both.");
            assertThat(server.requests().getFirst().newText()).isEqualTo("half a line\nand another\n");
        }
    }

    @Test
    void ctrl_z_without_a_shell_to_go_back_to_changes_nothing() throws Exception {
        try (var terminal = LungoTerminal.start(lungo)) {
            terminal.type("half" + CTRL_Z + " a line");
            terminal.glass().awaitBeforeCursor("> half a line");
        }
    }

    @Test
    void where_the_terminal_can_do_nothing_ctrl_c_interrupts_and_only_twice_leaves() throws Exception {
        server.reply(say("I begin to").butStalls());

        try (var terminal = LungoTerminal.startAsJob(lungo.with("TERM", "dumb"), "tell me")) {
            terminal.glass().await("> tell me");
            server.awaitRequest(1, LungoProcess.LIMIT);
            terminal.type(CTRL_C);
            terminal.glass().await("· interrupted");
            terminal.type(CTRL_C);
            terminal.glass().await("press Ctrl+C again to leave");
            terminal.type(CTRL_C);

            assertThat(terminal.exitCode()).isZero();
        }
    }

    /** As {@code stty -a} says it after Lungo, and with the cursor to be seen and nothing of ours switched on. */
    private static void assertThatTheTerminalIsInOrder(LungoTerminal terminal) {
        assertThat(terminal.glass().text())
                .contains(" icanon ", " echo ", "isig ", "icrnl ")
                .contains("intr = ^C");
        assertThat(terminal.glass().text()).doesNotContain("-icanon", "-echo ", "-isig", "-icrnl");
        String raw = terminal.glass().raw();
        assertThat(raw.lastIndexOf("\033[?2004l")).isGreaterThan(raw.lastIndexOf("\033[?2004h"));
        assertThat(raw.lastIndexOf("\033[?25h")).isGreaterThanOrEqualTo(raw.lastIndexOf("\033[?25l"));
    }

    private ObjectNode onlyTask() throws Exception {
        try (var list = lungo.start("tasks", "--json")) {
            assertThat(list.exitCode()).isZero();
            return list.json().getFirst();
        }
    }

    /** The processes of the command, once both are there. */
    private List<Long> tree() throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "until [ \"$(cat pids 2>/dev/null | wc -l)\" -ge 2 ]; do sleep 0.05; done")
                .directory(lungo.project().toFile())
                .start()
                .waitFor();
        List<Long> pids = Files.readAllLines(lungo.project().resolve("pids")).stream()
                .map(Long::valueOf)
                .toList();
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(started::add));
        return pids;
    }
}
