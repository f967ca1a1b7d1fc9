package dev.lungo.model;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Where a model is and how to reach it. {@link #open()} does not touch the network. */
public sealed interface Connection {
    /** The model behind it. */
    Model open();

    /**
     * The Anthropic Messages API.
     *
     * @param baseUrl without {@code /v1/messages}
     * @param key sent as {@code x-api-key}; empty where there is none
     * @param token sent as {@code Authorization: Bearer} when there is no key; empty where there is none
     * @param headers sent on top
     */
    record Anthropic(
            URI baseUrl, String key, String token, Map<String, String> headers, String model, Patience patience)
            implements Connection {
        @Override
        public Model open() {
            return Connections.anthropic(this);
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return "Anthropic[" + model + " at " + Http.where(baseUrl) + "]";
        }
    }

    /**
     * An OpenAI-compatible Chat Completions API.
     *
     * @param baseUrl such as {@code http://127.0.0.1:8080/v1}
     * @param key sent as {@code Authorization: Bearer}; may be empty, local servers need none
     */
    record OpenAi(URI baseUrl, String key, Map<String, String> headers, String model, Patience patience)
            implements Connection {
        @Override
        public Model open() {
            return Connections.openAi(this);
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return "OpenAi[" + model + " at " + Http.where(baseUrl) + "]";
        }
    }

    /**
     * A script: a JSON file of turns.
     *
     * @param pace whether to stream at a speed that people can follow
     */
    record Scripted(Path script, boolean pace) implements Connection {
        @Override
        public Model open() {
            return Connections.scripted(this);
        }
    }

    /**
     * How long to wait for a server.
     *
     * @param silence without a byte after which a stream counts as stalled
     * @param attempts at most so many requests for one answer
     * @param firstDelay before the second attempt; doubles, up to 8 s, unless the server says when
     * @param localStart how long the first byte of a server on this machine may take, if longer than {@code silence}: it
     *     may read a long prompt before it says anything
     */
    record Patience(Duration silence, int attempts, Duration firstDelay, Duration localStart) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(60), 8, Duration.ofMillis(500), Duration.ofMinutes(10));

        /** The same silence for every server and every byte. */
        public Patience(Duration silence, int attempts, Duration firstDelay) {
            this(silence, attempts, firstDelay, silence);
        }
    }
}
