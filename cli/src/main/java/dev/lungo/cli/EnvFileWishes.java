package dev.lungo.cli;

import dev.lungo.cli.Variables.Found;
import dev.lungo.cli.Variables.Origin;
import dev.lungo.settings.Wish;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a folder's {@code .env} says that would send the user's own key or headers somewhere else, or be used in the place of
 * that key.
 */
record EnvFileWishes(Variables variables) {
    List<Wish> of(TalkOptions.Provider provider) {
        return switch (provider) {
            case ANTHROPIC -> {
                var key = anthropicKey();
                var wishes = new ArrayList<Wish>();
                if (variables.displaced().isPresent()) {
                    key.map(EnvFileWishes::mark).ifPresent(wishes::add);
                    key = variables.displaced();
                }
                ofFile("ANTHROPIC_BASE_URL", key).ifPresent(url -> wishes.add(address(url)));
                ofFile("ANTHROPIC_CUSTOM_HEADERS", key).ifPresent(headers -> wishes.add(names(headers)));
                yield wishes;
            }
            case OPENAI ->
                ofFile("OPENAI_BASE_URL", variables.find("OPENAI_API_KEY"))
                        .map(url -> List.of(address(url)))
                        .orElse(List.of());
            case SCRIPTED -> List.of();
        };
    }

    /**
     * Where the model is asked with the file's own key although nobody trusts it, which sends nothing of the user's but what
     * is said there.
     */
    Optional<String> ownServer(TalkOptions.Provider provider) {
        Optional<Found> url = switch (provider) {
            case ANTHROPIC -> ofFile("ANTHROPIC_BASE_URL").filter(_ -> hasOwnKey());
            case OPENAI -> ofFile("OPENAI_BASE_URL").filter(_ -> isOfFile(variables.find("OPENAI_API_KEY")));
            case SCRIPTED -> Optional.empty();
        };
        return url.map(EnvFileWishes::address).map(Wish::value);
    }

    /** The key that would be used, or the token. */
    private Optional<Found> anthropicKey() {
        return variables.find("ANTHROPIC_API_KEY").or(() -> variables.find("ANTHROPIC_AUTH_TOKEN"));
    }

    private boolean hasOwnKey() {
        return variables.displaced().isEmpty() && isOfFile(anthropicKey());
    }

    private Optional<Found> ofFile(String name) {
        return variables.find(name).filter(found -> found.origin() == Origin.FILE);
    }

    /** The variable where it comes from the file and the key that would go along does not. */
    private Optional<Found> ofFile(String name, Optional<Found> key) {
        return ofFile(name).filter(_ -> !(isOfFile(key) && isAlone()));
    }

    private static boolean isOfFile(Optional<Found> key) {
        return key.isPresent() && key.get().origin() == Origin.FILE;
    }

    /** No headers of the user's own would go along. */
    private boolean isAlone() {
        return variables
                .find("ANTHROPIC_CUSTOM_HEADERS")
                .filter(headers -> headers.origin() == Origin.ENVIRONMENT)
                .isEmpty();
    }

    /** What tells this key from another, and nothing of it. */
    private static Wish mark(Found key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(key.value().getBytes(StandardCharsets.UTF_8));
            return wish(key, "(a key of its own, " + HexFormat.of().formatHex(digest, 0, 4) + ")");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JVM has SHA-256", impossible);
        }
    }

    /** Without a password in it. */
    private static Wish address(Found url) {
        return wish(url, url.value().replaceFirst("//[^/@]*@", "//…@"));
    }

    /** Values of headers may be secrets. */
    private Wish names(Found headers) {
        var names = new ArrayList<String>();
        for (String line : headers.value().split("\n", -1)) {
            names.add(line.substring(0, Math.max(0, line.indexOf(':'))).strip());
        }
        return wish(headers, String.join(", ", names));
    }

    private static Wish wish(Found found, String value) {
        return Wish.ofVariable(".env", found.name(), value);
    }
}
