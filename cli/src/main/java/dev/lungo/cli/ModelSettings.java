package dev.lungo.cli;

import dev.lungo.cli.Variables.Found;
import dev.lungo.model.Connection;
import dev.lungo.session.SavedSession;
import dev.lungo.settings.Chosen;
import dev.lungo.settings.Settings;
import dev.lungo.settings.Source;
import java.net.URI;
import java.net.URISyntaxException;
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
    private final Settings settings;
    private final Consumer<String> say;

    /** @param say takes warnings for people */
    ModelSettings(Variables variables, boolean trusted, Settings settings, Consumer<String> say) {
        this.variables = variables;
        this.settings = settings;
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
        TalkOptions.Provider provider = provider(options, session, settings);
        Optional<String> model = options.model()
                .or(() -> chosen(settings.model(), true))
                .or(() -> session.filter(saved -> provider(saved.provider()).equals(Optional.of(provider)))
                        .map(saved -> saved.past().said().model()));
        return switch (provider) {
            case ANTHROPIC -> anthropic(model);
            case OPENAI -> openAi(model);
            case SCRIPTED -> new Connection.Scripted(options.script().orElseThrow(), false);
        };
    }

    /** Who serves the model: what was asked for now, what the session began with, what is usual here. */
    static TalkOptions.Provider provider(TalkOptions options, Optional<SavedSession> session, Settings settings) {
        return options.provider()
                .or(() -> chosen(settings.provider(), true).flatMap(ModelSettings::provider))
                .or(() -> session.flatMap(saved -> provider(saved.provider())))
                .or(() -> chosen(settings.provider(), false).flatMap(ModelSettings::provider))
                .orElse(TalkOptions.Provider.ANTHROPIC);
    }

    /** The variable that names the model of this provider. */
    static Optional<Found> modelVariable(Variables variables, TalkOptions.Provider provider) {
        return switch (provider) {
            case ANTHROPIC -> variables.find("ANTHROPIC_MODEL", "MODEL_ID");
            case OPENAI -> variables.find("OPENAI_MODEL", "MODEL_ID");
            case SCRIPTED -> Optional.empty();
        };
    }

    /** @param now only where it was chosen for this very run */
    private static Optional<String> chosen(Optional<Chosen> chosen, boolean now) {
        return chosen.filter(one -> !now || one.source() == Source.GIVEN).map(Chosen::value);
    }

    /** The model of the files, where they mean this provider. */
    private Optional<String> usual(TalkOptions.Provider provider) {
        String meant = chosen(settings.provider(), false).orElse(name(TalkOptions.Provider.ANTHROPIC));
        return chosen(settings.model(), false).filter(_ -> meant.equals(name(provider)));
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
        Optional<Found> key = confidence.key(variables.find("ANTHROPIC_API_KEY"), variables.displaced());
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
        Optional<Found> headers = confidence.headers(variables.find("ANTHROPIC_CUSTOM_HEADERS"));
        String model = chosen.or(() -> confidence
                        .model(modelVariable(variables, TalkOptions.Provider.ANTHROPIC))
                        .map(Found::value))
                .or(() -> usual(TalkOptions.Provider.ANTHROPIC))
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
        String model = chosen.or(() -> confidence
                        .model(modelVariable(variables, TalkOptions.Provider.OPENAI))
                        .map(Found::value))
                .or(() -> usual(TalkOptions.Provider.OPENAI))
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
        return settings.limits()
                .streamSilence()
                .map(silence -> new Connection.Patience(silence, usual.attempts(), usual.firstDelay()))
                .orElse(usual);
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
