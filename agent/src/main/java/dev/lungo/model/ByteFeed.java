package dev.lungo.model;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, piece by piece, for one reading thread that never waits longer than the silence allows. The
 * HTTP client's threads put pieces in.
 */
final class ByteFeed implements HttpResponse.BodySubscriber<ByteFeed>, Chunks {
    private static final int AHEAD = 16;

    private sealed interface Piece {
        record Bytes(ByteBuffer bytes) implements Piece {}

        record End() implements Piece {}

        record Broken(Throwable cause) implements Piece {}
    }

    private final Silence silence;
    private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Written once by the HTTP client, before any piece. */
    private volatile Flow.@Nullable Subscription subscription;

    /** Written by the reading thread: nobody wants the rest. */
    private volatile boolean discarding;

    ByteFeed(Silence silence) {
        this.silence = silence;
    }

    @Override
    public CompletionStage<ByteFeed> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription = started;
        started.request(AHEAD);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Flow.Subscription source = subscription;
        if (discarding && source != null) {
            source.request(1);
            return;
        }
        for (ByteBuffer buffer : buffers) {
            pieces.add(new Piece.Bytes(buffer));
        }
        if (buffers.isEmpty() && source != null) {
            source.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        pieces.add(new Piece.Broken(cause));
        ended.countDown();
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece.End());
        ended.countDown();
    }

    @Override
    public @Nullable ByteBuffer next() throws Failed, InterruptedException {
        Piece piece = silence.next(limit -> pieces.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
        silence.ends();
        return switch (piece) {
            case Piece.Bytes(ByteBuffer bytes) -> {
                Flow.Subscription source = subscription;
                if (source != null) {
                    source.request(1);
                }
                yield bytes;
            }
            case Piece.End _ -> null;
            case Piece.Broken(Throwable cause) -> throw Failed.connection(Http.describe(cause), cause, true);
        };
    }

    /** At most so many bytes of the rest. */
    byte[] readUpTo(int limit) throws Failed, InterruptedException {
        var bytes = new ByteArrayOutputStream();
        for (ByteBuffer piece = next(); piece != null && bytes.size() < limit; piece = next()) {
            byte[] part = new byte[Math.min(piece.remaining(), limit - bytes.size())];
            piece.get(part);
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** Lets the rest pass unread, so that the connection can carry the next request. */
    void discard() {
        discarding = true;
        Flow.Subscription source = subscription;
        if (source != null) {
            source.request(AHEAD);
        }
    }

    /** Waits a moment for the end of what is discarded; then closes the connection. */
    void finish(Duration limit) throws InterruptedException {
        if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            cancel();
        }
    }

    /** Closes the connection. */
    void cancel() {
        Flow.Subscription source = subscription;
        if (source != null) {
            source.cancel();
        }
    }
}
