package dev.lungo.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the machine's resolver. That blocks the thread in native code, so each lookup has a platform thread: the few threads
 * that carry all virtual ones must not hang on a slow name server.
 */
final class SystemResolver implements Resolver {
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Semaphore lookups = new Semaphore(AT_ONCE);

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException, InterruptedException {
        if (!lookups.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new UnknownHostException(host + ": too many names are being looked up");
        }
        var lookup = new FutureTask<List<InetAddress>>(() -> {
            try {
                return List.of(InetAddress.getAllByName(host));
            } finally {
                lookups.release();
            }
        });
        Thread.ofPlatform().name("lungo-name").daemon().start(lookup);
        try {
            return lookup.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw unknown(host + ": " + failed.getCause(), failed);
        } catch (TimeoutException slow) {
            throw unknown(host + ": the name server does not answer", slow);
        }
    }

    private static UnknownHostException unknown(String message, Exception cause) {
        var unknown = new UnknownHostException(message);
        unknown.initCause(cause);
        return unknown;
    }
}
