package dev.lungo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.TurnEnd;
import dev.lungo.model.Block;
import dev.lungo.model.Json;
import dev.lungo.model.Message;
import dev.lungo.model.Reply;
import dev.lungo.model.ReplyEvent;
import dev.lungo.model.Usage;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.TaskState;
import dev.lungo.terminal.testing.PlannedTask;
import dev.lungo.tool.Grounds;
import dev.lungo.tool.PermissionPolicy.Decision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random text full of what steers terminals, through every view: what comes out is text and colours, and each line ends as
 * plain as it began.
 */
final class EscapesTest {
    private static final int ROUNDS = 2_000;

    /** Titles, the clipboard, links, images, questions that the terminal answers, screens, keys, tricks with the cursor. */
    private static final List<String> WORDS = List.of(
            "\033",
            "\033[",
            "\u009b",
            "\033]0;title\007",
            "\033]52;c;cm0gLXJm\007",
            "\033]8;;http://x\033\\",
            "\u009d0;x\u009c",
            "\033P+q544e\033\\",
            "\u0090",
            "\033_Gf=24;AAAA\033\\",
            "\033^x\033\\",
            "\033X",
            "\033[6n",
            "\033[c",
            "\033[>q",
            "\033[14t",
            "\033[21t",
            "\033[200~",
            "\033[201~",
            "\033[?1049h",
            "\033[?2004l",
            "\033[?25l",
            "\033[2J",
            "\033[H",
            "\033[99A",
            "\033[1;1H",
            "\033c",
            "\033#8",
            "\033(0",
            "\033N",
            "\033[8m",
            "\033[5m",
            "\033[31m",
            "\033[1;4;38;5;9m",
            "\033[48:2::1:2:3m",
            "\033[m",
            "\033[31;",
            "\033[!p",
            "\033[3 q",
            "\033[1 m",
            "\033[?31m",
            "\007",
            "\b",
            "\r",
            "\r\n",
            "\n",
            "\t",
            "\f",
            "\016",
            "\000",
            "\177",
            "\u0085",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u2028",
            "\udc00",
            "\ud83d",
            "\ud83d\ude00",
            "e\u0301",
            "text",
            " ",
            "m",
            "\\",
            ";1",
            "\u4e2d");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothing_but_text_and_colours_reaches_a_terminal(long seed) throws Exception {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String text = IntStream.range(0, random.nextInt(30))
                    .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
                    .reduce("", String::concat);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && round % 3 == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            onlyTextAndColours(output(bytes, true), text);
            onlyText(output(bytes, false), text);
            for (Line line : lines(text)) {
                onlyTextAndColours(line.coloured(), text);
                onlyText(line.plain(), text);
                assertThat(line.plain()).doesNotContain("\n");
            }
            onlyText(Harmless.line(text), text);
            onlyText(Harmless.exact(text), text);
            views(text);
        }
    }

    @Test
    void the_strict_terminal_takes_no_tricks() {
        for (String trick :
                List.of("\033[2J", "\033]0;t\007", "\007", "\r", "\u009b1m", "\033[31mred\n", "\u202e", "\033[8m")) {
            assertThat(faultIn(trick)).as(trick).isNotEmpty();
        }
        assertThat(faultIn("\033[1;31mred\033[0m\n")).isEmpty();
    }

    private static String output(byte[] bytes, boolean colour) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var clean = new CleanOutput(out, colour)) {
            clean.write(bytes);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** As the views make them of what comes from elsewhere. */
    private static List<Line> lines(String text) {
        return List.of(
                Line.EMPTY.and(new Colours().pieces(text)),
                Line.of(Tint.BAD, text).and(Tint.DIM, text).prose(),
                TypingWrap.rows(Line.of(Tint.WARN, text + " " + text).prose(), 20)
                        .getLast());
    }

    private static void views(String text) throws InterruptedException {
        var out = new ByteArrayOutputStream();
        var view = new TextView(new Sink(new CleanOutput(out, true), () -> {}), new Sink(out, () -> {}), true);
        var call = new Block.ToolCall("t", text, "{}");
        view.on(new AgentEvent.CallStarting(call, text));
        view.on(new AgentEvent.CallFinished(call, new Block.ToolResult("t", text, true), Duration.ofSeconds(2)));
        view.on(new AgentEvent.PermissionDecided(call, new Decision.Denied(text, new Grounds(Grounds.By.USER, text))));
        view.on(new AgentEvent.Said(text));
        view.on(new AgentEvent.Replying(new ReplyEvent.FellBack(text)));
        view.on(new AgentEvent.Replied(
                new Message.Assistant(List.of(new Block.Text(text))), Reply.Stop.END_TURN, Usage.NONE));
        view.on(new AgentEvent.TurnEnded(new TurnEnd.Failed(text)));
        view.finished(new RunEnd(RunEnd.Outcome.SUCCESS, text, Duration.ZERO, Usage.NONE, 0));
        var task = PlannedTask.of("b1", "echo " + text.replace('\0', ' '), new TaskState.Lost(text, PlannedTask.START))
                .leaving(new Leftover(1, text));
        var print = new PrintStream(out, false, StandardCharsets.UTF_8);
        TaskTable.lines(TaskLook.all(List.of(task, task.failingWith(text))), PlannedTask.START)
                .forEach(line -> print.append(line).append('\n'));
        var screen = new PlainScreen(InputStream.nullInputStream(), print);
        screen.print(List.of(Line.of(Tint.PLAIN, text)));
        screen.putBack(text);
        screen.print(AskDetails.of(
                Json.object().put("command", text).put("path", "a/" + text).put(text, text), Path.of("/project")));
        print.flush();
        onlyTextAndColours(out.toString(StandardCharsets.UTF_8), text);
    }

    private static void onlyText(String shown, String text) {
        assertThat(shown).as(() -> "of " + Harmless.exact(text)).doesNotContain("\033");
        onlyTextAndColours(shown, text);
    }

    private static void onlyTextAndColours(String shown, String text) {
        assertThat(faultIn(shown))
                .as(() -> "of " + Harmless.exact(text) + ": " + Harmless.exact(shown))
                .isEmpty();
    }

    /** What a small and strict terminal objects to; empty where there is nothing. */
    private static String faultIn(String shown) {
        boolean coloured = false;
        int at = 0;
        while (at < shown.length()) {
            int c = shown.codePointAt(at);
            if (c == '\033') {
                int end = shown.indexOf('m', at);
                String sequence = end < 0 ? shown.substring(at) : shown.substring(at, end + 1);
                String simple = sequence.replaceAll("[34]8;(5;[0-9]+|2;[0-9]+;[0-9]+;[0-9]+)", "");
                boolean hides = simple.matches(".*[\\[;][58](;.*|m)");
                if (hides || !sequence.matches("\033\\[[0-9;]+m")) {
                    return "the sequence " + Harmless.exact(sequence);
                }
                coloured = !sequence.equals("\033[0m");
                at = end + 1;
                continue;
            }
            if (c == '\n' && coloured) {
                return "a colour at the end of a line";
            }
            int type = Character.getType(c);
            boolean joiner = c == 0x200c || c == 0x200d || c == 0xad;
            if (c != '\n'
                    && !joiner
                    && (type == Character.CONTROL
                            || type == Character.FORMAT
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR
                            || type == Character.SURROGATE)) {
                return "the character " + Integer.toHexString(c);
            }
            at += Character.charCount(c);
        }
        return coloured ? "a colour at the end" : "";
    }
}
