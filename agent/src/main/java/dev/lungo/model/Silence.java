package dev.lungo.model;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long a server may say nothing during one answer. One on this machine gets longer for the first byte: it may read a
 * long prompt for minutes before it has anything to say. Used by the thread that waits.
 */
final class Silence {
    private final Duration usual;
    private final Duration atFirst;
    private final ReplyListener listener;
    private boolean begun;

    private Silence(Duration usual, Duration atFirst, ReplyListener listener) {
        this.usual = usual;
        this.atFirst = atFirst;
        this.listener = listener;
    }

    static Silence of(URI url, Connection.Patience patience, ReplyListener listener) {
        boolean longer = isLoopback(url) && patience.localStart().compareTo(patience.silence()) > 0;
        return new Silence(patience.silence(), longer ? patience.localStart() : patience.silence(), listener);
    }

    /** Told from the name alone; nothing is looked up. */
    static boolean isLoopback(URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || (host.startsWith("127.")
                        && host.chars().allMatch(each -> each == '.' || (each >= '0' && each <= '9')));
    }

    /** Something that comes in time or not at all. */
    interface Source<T, E extends Exception> {
        @Nullable
        T poll(Duration limit) throws E, InterruptedException;
    }

    /** What comes next. Where a wait goes on past the usual one, the listener is told. */
    <T, E extends Exception> T next(Source<T, E> source) throws E, Failed, InterruptedException {
        T next = source.poll(usual);
        boolean longer = !begun && atFirst.compareTo(usual) > 0;
        if (next == null && longer) {
            listener.on(new ReplyEvent.Waiting(usual, atFirst));
            next = source.poll(atFirst.minus(usual));
        }
        if (next == null) {
            throw longer ? Failed.neverBegan(atFirst) : Failed.stalled(usual);
        }
        return next;
    }

    /** The first byte of the answer itself is there. */
    void ends() {
        begun = true;
    }
}
