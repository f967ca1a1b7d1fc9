package dev.lungo.cli;

import dev.lungo.model.Capabilities;
import dev.lungo.model.Model;
import dev.lungo.model.ModelException;
import dev.lungo.model.Prompt;
import dev.lungo.model.Reply;
import dev.lungo.model.ReplyListener;
import java.util.Locale;
import java.util.OptionalDouble;

/** A model that answers until a sum is spent. The last answer may go beyond: its price is known when it is there. */
final class Budget implements Model {
    private final Model model;
    /** In US dollars. */
    private final double limit;
    /** Written by the thread of {@link #reply} alone. */
    private volatile double spent;

    private Budget(Model model, double limit) {
        this.model = model;
        this.limit = limit;
    }

    /**
     * The model, limited where a limit is given.
     *
     * @throws UsageException where nobody knows what the model costs
     */
    static Model around(Model model, OptionalDouble limit) {
        if (limit.isEmpty()) {
            return model;
        }
        Capabilities prices = model.capabilities();
        if (prices.inputPrice() <= 0 && prices.outputPrice() <= 0) {
            throw new UsageException("--max-budget-usd: nobody knows what " + model.id() + " costs");
        }
        return new Budget(model, limit.getAsDouble());
    }

    @Override
    public String id() {
        return model.id();
    }

    @Override
    public Capabilities capabilities() {
        return model.capabilities();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public Reply reply(Prompt prompt, ReplyListener listener) throws InterruptedException {
        if (exhausted()) {
            throw new ModelException(
                    ModelException.Kind.SPENDING_LIMIT,
                    String.format(Locale.ROOT, "the budget of $%.2f is used up ($%.4f spent)", limit, spent));
        }
        Reply reply = model.reply(prompt, listener);
        spent += capabilities().cost(reply.usage());
        return reply;
    }

    /** Whether the next request would be refused. */
    boolean exhausted() {
        return spent >= limit;
    }

    @Override
    public void close() {
        model.close();
    }
}
