package dev.lungo.model;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Asks again what can be asked again, after a while, and tells the listener so. */
final class Attempts {
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(8);

    /** Whoever is told to wait longer than this is told to come back later instead. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Connection.Patience patience;
    private final ReplyListener listener;

    private final Secrets secrets;
    private final BooleanSupplier closed;

    /**
     * Makes the attempts of one request.
     *
     * @param secrets get into no message, whatever a server or a library says
     * @param closed whether the model was closed meanwhile, so that nothing is tried again
     */
    Attempts(Connection.Patience patience, ReplyListener listener, Secrets secrets, BooleanSupplier closed) {
        this.patience = patience;
        this.listener = listener;
        this.secrets = secrets;
        this.closed = closed;
    }

    interface Attempt {
        Reply run() throws Failed, InterruptedException;
    }

    Reply run(Attempt attempt) throws InterruptedException {
        for (int number = 1; ; number++) {
            try {
                return attempt.run();
            } catch (Failed thrown) {
                Failed failed = thrown.hiding(secrets);
                if (closed.getAsBoolean()) {
                    throw new ModelException(failed.kind, "The model was closed.", failed);
                }
                if (failed.silence != null) {
                    listener.on(new ReplyEvent.Stalled(failed.silence));
                }
                if (!failed.again || number >= patience.attempts()) {
                    throw failed.toModelException(number);
                }
                Duration delay = delay(failed, number);
                listener.on(new ReplyEvent.Retrying(
                        number + 1, patience.attempts(), failed.reason(), failed.status, delay));
                Thread.sleep(delay);
            }
        }
    }

    private Duration delay(Failed failed, int number) {
        if (failed.delay == null) {
            return backoff(number, ThreadLocalRandom.current().nextDouble());
        }
        if (failed.delay.compareTo(LONGEST_WAIT) > 0) {
            throw new ModelException(
                    failed.kind,
                    failed.reason() + "; the server asks to wait " + seconds(failed.delay) + ": try again later",
                    failed);
        }
        return failed.delay;
    }

    /** Doubles from the first delay on, with up to a quarter taken off so that clients do not march in step. */
    private Duration backoff(int number, double random) {
        double millis = (double) patience.firstDelay().toMillis() * Math.pow(2, Math.min(number, 30) - 1);
        double capped = Math.min(millis, (double) LONGEST_BACKOFF.toMillis());
        return Duration.ofNanos((long) (capped * (1 - 0.25 * random) * 1_000_000));
    }

    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() / 1000.0 + " s";
    }
}
