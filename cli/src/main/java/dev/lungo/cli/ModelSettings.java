package dev.lungo.cli;

import dev.lungo.cli.Variables.Found;
import dev.lungo.model.Connection;
import dev.lungo.session.SavedSession;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Decides which model to talk to, where, and with which key. */
final class ModelSettings {
    /** Good at the work and half the price of the largest. */
    static final String DEFAULT_MODEL = "claude-sonnet-5-5";

    private static final String ANTHROPIC = "https://api.anthropic.com";
    private static final String OPENAI = "https://api.openai.com/v1";

    private static final Map<String, String> SHORT_NAMES = Map.of(
            "opus", "claude-opus-5-5",
            "sonnet", "claude-sonnet-5-5",
            "haiku", "claude-haiku-5-5",
            "fable", "claude-fable-5-2");

    private final Variables variables;
    private final Confidence confidence;
    private final Consumer<String> say;

    /** @param say takes warnings for people */
    ModelSettings(Variables variables, boolean trusted, Consumer<String> say) {
        this.variables = variables;
        this.confidence = new Confidence(trusted, say);
        this.say = say;
    }

    /**
     * The connection that the options and variables ask for.
     *
     * @throws UsageException where a key or a model is missing, or a setting makes no sense
     */
    Connection connection(TalkOptions options) {
        return connection(options, Optional.empty());
    }

    /**
     * The same for a session that goes on: with its own provider and model, where the options say nothing else.
     *
     * @throws UsageException where a key or a model is missing, or a setting makes no sense
     */
    Connection connection(TalkOptions options, Optional<SavedSession> session) {
        Optional<TalkOptions.Provider> before = session.flatMap(saved -> provider(saved.provider()));
        TalkOptions.Provider provider = options.provider().or(() -> before).orElse(TalkOptions.Provider.ANTHROPIC);
        Optional<String> model = options.model()
                .or(() -> session.filter(_ -> before.equals(Optional.of(provider)))
                        .map(saved -> saved.past().said().model()));
        return switch (provider) {
            case ANTHROPIC -> anthropic(model);
            case OPENAI -> openAi(model);
            case SCRIPTED -> new Connection.Scripted(options.script().orElseThrow(), false);
        };
    }

    /** A script is no provider that one can go back to. */
    private static Optional<TalkOptions.Provider> provider(String name) {
        return Stream.of(TalkOptions.Provider.ANTHROPIC, TalkOptions.Provider.OPENAI)
                .filter(provider -> name(provider).equals(name))
                .findFirst();
    }

    /** What a transcript calls the provider. */
    static String name(Connection connection) {
        return name(
                switch (connection) {
                    case Connection.Anthropic _ -> TalkOptions.Provider.ANTHROPIC;
                    case Connection.OpenAi _ -> TalkOptions.Provider.OPENAI;
                    case Connection.Scripted _ -> TalkOptions.Provider.SCRIPTED;
                });
    }

    private static String name(TalkOptions.Provider provider) {
        return provider.name().toLowerCase(Locale.ROOT);
    }

    private Connection anthropic(Optional<String> chosen) {
        Optional<Found> key = variables.find("ANTHROPIC_API_KEY");
        Optional<Found> token = variables.find("ANTHROPIC_AUTH_TOKEN");
        if (key.isPresent() && token.isPresent()) {
            say.accept("ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are both set: the key is used.");
        }
        Optional<Found> used = key.isPresent() ? key : token;
        if (used.isEmpty()) {
            throw new UsageException("there is no key for the Anthropic API: neither ANTHROPIC_API_KEY nor"
                    + " ANTHROPIC_AUTH_TOKEN is set in the environment or in "
                    + variables.file().path() + "\n"
                    + (variables.find("OPENAI_API_KEY", "OPENAI_BASE_URL").isPresent()
                            ? "For an OpenAI-compatible server: --provider openai\n"
                            : "")
                    + "To see Lungo at work without a key: ./lungo demo");
        }
        Optional<Found> url = confidence.baseUrl(variables.find("ANTHROPIC_BASE_URL"), used);
        Optional<Found> headers = confidence.headers(variables.find("ANTHROPIC_CUSTOM_HEADERS"), used, url);
        String model = chosen.or(
                        () -> variables.find("ANTHROPIC_MODEL", "MODEL_ID").map(Found::value))
                .orElse(DEFAULT_MODEL);
        return new Connection.Anthropic(
                url.map(ModelSettings::uri).orElseGet(() -> URI.create(ANTHROPIC)),
                key.map(Found::value).orElse(""),
                key.isPresent() ? "" : token.map(Found::value).orElse(""),
                headers.map(ModelSettings::headers).orElse(Map.of()),
                SHORT_NAMES.getOrDefault(model, model),
                patience());
    }

    private Connection openAi(Optional<String> chosen) {
        Optional<Found> key = variables.find("OPENAI_API_KEY");
        Optional<Found> url = confidence.baseUrl(variables.find("OPENAI_BASE_URL"), key);
        if (key.isEmpty() && url.isEmpty()) {
            throw new UsageException("there is neither a key nor a server: set OPENAI_API_KEY, or OPENAI_BASE_URL for a"
                    + " server that needs no key, in the environment or in "
                    + variables.file().path() + "\n"
                    + "To see Lungo at work without a key: ./lungo demo");
        }
        String model = chosen.or(
                        () -> variables.find("OPENAI_MODEL", "MODEL_ID").map(Found::value))
                .orElseThrow(() -> new UsageException(
                        "no model is chosen: use --model NAME, or set OPENAI_MODEL or MODEL_ID in the environment or in "
                                + variables.file().path()));
        return new Connection.OpenAi(
                url.map(ModelSettings::uri).orElseGet(() -> URI.create(OPENAI)),
                key.map(Found::value).orElse(""),
                Map.of(),
                model,
                patience());
    }

    private Connection.Patience patience() {
        Connection.Patience usual = Connection.Patience.DEFAULT;
        Optional<Found> silence = variables.find("LUNGO_STREAM_SILENCE_MS");
        return silence.isEmpty()
                ? usual
                : new Connection.Patience(
                        Duration.ofMillis(milliseconds(silence.get())), usual.attempts(), usual.firstDelay());
    }

    /** A whole number of milliseconds from 1 on. */
    static long milliseconds(Found found) {
        try {
            long number = Long.parseLong(found.value());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new UsageException(found.name() + " is a number of milliseconds from 1 on, not '" + found.value() + "'");
    }

    private static URI uri(Found found) {
        String text = found.value();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        try {
            var uri = new URI(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // said below; the value itself may carry a password
        }
        throw new UsageException(found.name() + " is not an address such as http://127.0.0.1:8080");
    }

    private static Map<String, String> headers(Found found) {
        var headers = new LinkedHashMap<String, String>();
        for (String line : found.value().split("\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new UsageException(found.name() + " has a line that is not 'Name: value'");
            }
            headers.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return headers;
    }
}
