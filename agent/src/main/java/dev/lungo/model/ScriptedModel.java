package dev.lungo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A model that says what a script says, and checks what it is told. Used by one thread at a time. */
final class ScriptedModel implements Model {
    private static final Capabilities CAPABILITIES = new Capabilities(false, false, 1_000_000, 128_000, 0, 0);
    private static final Script.Line WAITING = new Script.Line("Waiting for what comes next.", "", List.of(), 0, null);

    /** Words per second that people can follow, as a pause after each. */
    private static final int PAUSE_MILLIS = 30;

    private final Script script;
    private final boolean pace;
    private final ScriptMemory memory;

    /** Index of the first turn that was not taken. */
    private int next;

    /** How many messages of the conversation were answered. */
    private int answered;

    /** What was said to the model, less the lines that a {@code when} has matched. */
    private String unmatched = "";

    private int calls;

    ScriptedModel(Script script, boolean pace) {
        this.script = script;
        this.pace = pace;
        this.memory = new ScriptMemory(script.name());
    }

    @Override
    public String id() {
        return "scripted";
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Reply reply(Prompt prompt, ReplyListener listener) throws InterruptedException {
        String news = ScriptNews.since(prompt.messages(), answered);
        String heard = unmatched + news;
        memory.hear(news);
        Script.Turn turn = reached(heard, news);
        Matcher match = match(turn, heard);
        boolean taken = turn.when() == null || match != null;
        if (taken) {
            check(turn, news);
        }
        Script.Line line = taken ? turn.line() : turn.otherwise() == null ? WAITING : turn.otherwise();
        Reply reply = say(line, turn.number(), listener);
        // Only an answer that was given counts: after an interrupt the same turn is tried again.
        answered = prompt.messages().size();
        next = taken ? turn.number() : turn.number() - 1;
        unmatched = match == null ? heard : without(heard, match);
        return reply;
    }

    /** The next turn, past the optional ones that do not fit. */
    private Script.Turn reached(String heard, String news) {
        for (int at = next; at < script.turns().size(); at++) {
            Script.Turn turn = script.turns().get(at);
            if (!turn.optional() || match(turn, heard) != null) {
                return turn;
            }
        }
        throw Script.problem(
                script.name(),
                0,
                "no turn is left: all " + script.turns().size()
                        + " are used, and the model was asked again. New since its last reply: "
                        + ScriptNews.shortened(news));
    }

    private @Nullable Matcher match(Script.Turn turn, String heard) {
        if (turn.when() == null) {
            return null;
        }
        Matcher match = memory.pattern(turn.when(), turn.number()).matcher(heard);
        if (!match.find()) {
            return null;
        }
        memory.keep(match);
        return match;
    }

    private void check(Script.Turn turn, String news) {
        if (turn.expect() == null) {
            return;
        }
        Matcher match = memory.pattern(turn.expect(), turn.number()).matcher(news);
        if (!match.find()) {
            throw Script.problem(
                    script.name(),
                    turn.number(),
                    "expected /" + match.pattern() + "/ in what is new since the last reply, which is: "
                            + ScriptNews.shortened(news));
        }
        memory.keep(match);
    }

    /** What is left when the matched lines are used up, so that the next end is not taken for this one. */
    private static String without(String heard, Matcher match) {
        int start = heard.lastIndexOf('\n', Math.max(0, match.start() - 1)) + 1;
        int end = heard.indexOf('\n', Math.max(match.start(), match.end() - 1));
        return heard.substring(0, Math.min(start, match.start())) + (end < 0 ? "" : heard.substring(end + 1));
    }

    private Reply say(Script.Line line, int turn, ReplyListener listener) throws InterruptedException {
        String say = memory.fill(line.say(), turn);
        List<Block.ToolCall> wanted = new ArrayList<>();
        for (Script.Call call : line.calls()) {
            String input = call.input().isString()
                    ? memory.fill(call.input().stringValue(), turn)
                    : Json.line(memory.fill(call.input(), turn));
            wanted.add(new Block.ToolCall("call_" + ++calls, call.name(), input));
        }
        Thread.sleep(line.delayMillis());
        listener.on(new ReplyEvent.Started());
        if (!line.think().isEmpty()) {
            stream(line.think(), text -> listener.on(new ReplyEvent.ThinkingDelta(text)));
        }
        List<Block> blocks = new ArrayList<>();
        if (!say.isEmpty()) {
            stream(say, text -> listener.on(new ReplyEvent.TextDelta(text)));
            add(new Block.Text(say), blocks, listener);
        }
        for (Block.ToolCall call : wanted) {
            listener.on(new ReplyEvent.CallStarted(call.id(), call.name()));
            add(call, blocks, listener);
        }
        Reply.Stop stop = stop(line.stop(), !wanted.isEmpty());
        return new Reply(new Message.Assistant(stop == Reply.Stop.REFUSAL ? List.of() : blocks), stop, Usage.NONE);
    }

    private static Reply.Stop stop(Reply.@Nullable Stop wanted, boolean calls) {
        return wanted != null ? wanted : calls ? Reply.Stop.TOOL_USE : Reply.Stop.END_TURN;
    }

    private static void add(Block block, List<Block> blocks, ReplyListener listener) {
        blocks.add(block);
        listener.on(new ReplyEvent.BlockDone(block));
    }

    private interface Piece {
        void say(String text);
    }

    private void stream(String text, Piece piece) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!pace) {
            piece.say(text);
            return;
        }
        int start = 0;
        while (start < text.length()) {
            int space = text.indexOf(' ', start);
            int end = space < 0 ? text.length() : space + 1;
            piece.say(text.substring(start, end));
            start = end;
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
