package dev.lungo.cli;

import dev.lungo.cli.Variables.Found;
import dev.lungo.cli.Variables.Origin;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps what the user says, and the user's secrets, away from where a project would send them: of a project's
 * {@code .env} the key alone counts, unless the user trusts the folder.
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

    /**
     * The base URL, where it may be asked.
     *
     * @throws UsageException where the key is meant for it and no other
     */
    Optional<Found> baseUrl(Optional<Found> baseUrl, Optional<Found> key) {
        baseUrl.filter(url -> !trusted
                        && isOfFile(url)
                        && key.filter(Confidence::isOfFile).isPresent())
                .ifPresent(url -> {
                    throw new UsageException("this folder's .env has the model asked at " + EnvFileWishes.address(url)
                            + ", with a key of its own: what you say and what is read would go there. That counts only"
                            + " where you trust the folder." + TRUST);
                });
        return believed(baseUrl, "a project must not decide whom you talk to");
    }

    /** The headers, where they may go along. */
    Optional<Found> headers(Optional<Found> headers) {
        return believed(headers, "a project must not decide what goes along");
    }

    /** The model, where the user or a trusted folder named it. */
    Optional<Found> model(Optional<Found> model) {
        // One that does not count was named where the folder's other settings are.
        return model.filter(found -> trusted || !isOfFile(found));
    }

    private Optional<Found> believed(Optional<Found> found, String why) {
        boolean ignored = !trusted && found.filter(Confidence::isOfFile).isPresent();
        if (ignored) {
            say.accept(found.get().name() + " from this folder's .env is ignored: " + why + "." + TRUST);
        }
        return ignored ? Optional.empty() : found;
    }

    private static boolean isOfFile(Found found) {
        return found.origin() == Origin.FILE;
    }
}
