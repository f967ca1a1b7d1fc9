package dev.lungo.cli;

import dev.lungo.model.Capabilities;
import dev.lungo.model.Model;
import dev.lungo.model.ModelException;
import dev.lungo.model.Prompt;
import dev.lungo.model.Reply;
import dev.lungo.model.ReplyListener;
import java.util.Locale;

/** A model that answers until a sum is spent. The last answer may go beyond: its price is known when it is there. */
final class Budget implements Model {
    private final Model model;
    private final double limit;
    /** Written by the thread of {@link #reply} alone. */
    private volatile double spent;

    /** @param limit in US dollars */
    Budget(Model model, double limit) {
        this.model = model;
        this.limit = limit;
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
