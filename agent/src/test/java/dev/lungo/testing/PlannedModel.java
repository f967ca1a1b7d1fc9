package dev.lungo.testing;

import dev.lungo.model.Block;
import dev.lungo.model.Capabilities;
import dev.lungo.model.Message;
import dev.lungo.model.Model;
import dev.lungo.model.ModelException;
import dev.lungo.model.Prompt;
import dev.lungo.model.Reply;
import dev.lungo.model.ReplyListener;
import dev.lungo.model.Usage;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A model whose answers a test plans ahead; it remembers every prompt. A request waits for its plan. */
public final class PlannedModel implements Model {
    /** How to answer one prompt. */
    @FunctionalInterface
    public interface Plan {
        Reply reply(Prompt prompt) throws InterruptedException;
    }

    private final BlockingQueue<Plan> plans = new LinkedBlockingQueue<>();
    private final BlockingQueue<Prompt> arrived = new LinkedBlockingQueue<>();
    private final List<Prompt> prompts = new CopyOnWriteArrayList<>();
    private volatile boolean systemEntries = true;

    public PlannedModel plan(Plan plan) {
        plans.add(plan);
        return this;
    }

    public PlannedModel says(String text) {
        return plan(_ -> reply(Reply.Stop.END_TURN, new Block.Text(text)));
    }

    public PlannedModel calls(Block.ToolCall... calls) {
        return plan(_ -> reply(Reply.Stop.TOOL_USE, calls));
    }

    public PlannedModel withoutSystemEntries() {
        systemEntries = false;
        return this;
    }

    public static Reply reply(Reply.Stop stop, Block... content) {
        return new Reply(new Message.Assistant(List.of(content)), stop, new Usage(10, 5, 0, 0));
    }

    public static Block.ToolCall call(String id, String name, String input) {
        return new Block.ToolCall(id, name, input);
    }

    /** Every prompt so far. */
    public List<Prompt> prompts() {
        return prompts;
    }

    /** Waits for the next prompt that nobody took yet. */
    public Prompt awaitPrompt() throws InterruptedException {
        Prompt prompt = arrived.poll(60, TimeUnit.SECONDS);
        if (prompt == null) {
            throw new AssertionError("no request within 60 s");
        }
        return prompt;
    }

    @Override
    public String id() {
        return "planned-model";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(systemEntries, false, 200_000, 32_000, 1, 5);
    }

    @Override
    public Reply reply(Prompt prompt, ReplyListener listener) throws InterruptedException {
        prompts.add(prompt);
        arrived.add(prompt);
        Plan plan = plans.poll(60, TimeUnit.SECONDS);
        if (plan == null) {
            throw new ModelException(ModelException.Kind.SCRIPT, "no plan for request " + prompts.size());
        }
        return plan.reply(prompt);
    }

    @Override
    public void close() {}
}
