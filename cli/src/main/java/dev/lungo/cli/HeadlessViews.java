package dev.lungo.cli;

import dev.lungo.model.Connection;
import dev.lungo.terminal.JsonView;
import dev.lungo.terminal.SessionFacts;
import dev.lungo.terminal.Sink;
import dev.lungo.terminal.StreamJsonView;
import dev.lungo.terminal.TextView;
import dev.lungo.terminal.View;

/** Chooses the view of a headless run. */
final class HeadlessViews {
    private HeadlessViews() {}

    static View of(Setup setup, Sink out, Surroundings surroundings) {
        var facts = new SessionFacts(
                setup.sessionId(),
                new Allowance(setup).mode().spelling(),
                keySource(setup.connection()),
                Help.VERSION,
                new SandboxWords(setup.settings().sandbox()).mode());
        var err = new Sink(surroundings.err(), () -> {});
        return switch (setup.options().output()) {
            case TEXT -> new TextView(out, err, surroundings.colour(Descriptor.ERR));
            case JSON -> new JsonView(out, err, facts, Ids::random, System::nanoTime);
            case STREAM_JSON ->
                new StreamJsonView(out, facts, setup.options().partialMessages(), Ids::random, System::nanoTime);
        };
    }

    private static String keySource(Connection connection) {
        return switch (connection) {
            case Connection.Anthropic anthropic ->
                anthropic.key().isEmpty() ? "ANTHROPIC_AUTH_TOKEN" : "ANTHROPIC_API_KEY";
            case Connection.OpenAi openAi -> openAi.key().isEmpty() ? "none" : "OPENAI_API_KEY";
            case Connection.Scripted _ -> "none";
        };
    }
}
