package dev.lungo.cli;

import dev.lungo.cli.Variables.Found;
import dev.lungo.cli.Variables.Origin;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the user's secrets away from what a project says: a cloned repository must not receive the user's key. A base
 * URL or a header from a project's {@code .env} counts only together with a key from the same file, and then nothing
 * secret from the environment goes along, unless the user trusts the folder.
 */
final class Confidence {
    private static final String TRUST = " If you trust this folder, say so once: lungo --trust";

    private final boolean trusted;
    private final Consumer<String> say;

    /** @param say takes what was ignored and why, for people */
    Confidence(boolean trusted, Consumer<String> say) {
        this.trusted = trusted;
        this.say = say;
    }

    /** The key, where it may be used in the place of a token of the user's own. */
    Optional<Found> key(Optional<Found> key, Optional<Found> displaced) {
        if (trusted || displaced.isEmpty()) {
            return key;
        }
        key.ifPresent(found -> say.accept(found.name() + " from this folder's .env is ignored: "
                + displaced.get().name()
                + " comes from the environment, and a project must not decide whom you talk to."
                + TRUST));
        return Optional.empty();
    }

    /** The base URL, where it may be used with this key. */
    Optional<Found> baseUrl(Optional<Found> baseUrl, Optional<Found> key) {
        return baseUrl.filter(url -> mayMeet(url, key));
    }

    /** The headers, where they may go with this key to this address. */
    Optional<Found> headers(Optional<Found> headers, Optional<Found> key, Optional<Found> baseUrl) {
        return headers.filter(found -> mayMeet(found, key)).filter(found -> {
            boolean leaks = !trusted
                    && found.origin() == Origin.ENVIRONMENT
                    && baseUrl.isPresent()
                    && baseUrl.get().origin() == Origin.FILE;
            if (leaks) {
                say.accept(found.name() + " from the environment is not sent: "
                        + baseUrl.get().name()
                        + " comes from this folder's .env. --trust changes that for this folder.");
            }
            return !leaks;
        });
    }

    private boolean mayMeet(Found found, Optional<Found> key) {
        boolean keyFromFile = key.isPresent() && key.get().origin() == Origin.FILE;
        if (trusted || found.origin() == Origin.ENVIRONMENT || keyFromFile) {
            return true;
        }
        say.accept(found.name() + " from this folder's .env is ignored: "
                + key.map(known ->
                                known.name() + " comes from the environment, and a project must not decide where your"
                                        + " key goes.")
                        .orElse("the file has no key to go with it.")
                + TRUST);
        return false;
    }
}
