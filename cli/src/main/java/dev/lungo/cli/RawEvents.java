package dev.lungo.cli;

import dev.lungo.model.Capabilities;
import dev.lungo.model.Model;
import dev.lungo.model.Prompt;
import dev.lungo.model.Reply;
import dev.lungo.model.ReplyEvent;
import dev.lungo.model.ReplyListener;

/** A model whose stream's raw events are told too. */
record RawEvents(Model model) implements Model {
    @Override
    public String id() {
        return model.id();
    }

    @Override
    public Capabilities capabilities() {
        return model.capabilities();
    }

    @Override
    public Reply reply(Prompt prompt, ReplyListener listener) throws InterruptedException {
        return model.reply(prompt, new Wanting(listener));
    }

    @Override
    public void close() {
        model.close();
    }

    private record Wanting(ReplyListener listener) implements ReplyListener {
        @Override
        public void on(ReplyEvent event) {
            listener.on(event);
        }

        @Override
        public boolean wantsRaw() {
            return true;
        }
    }
}
