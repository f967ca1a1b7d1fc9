package dev.lungo.proxy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A proxy that is opened when a command first needs it. Safe for any thread. */
public final class OnDemandProxy implements AutoCloseable {
    private final Path socket;
    private final AllowedHosts hosts;

    // Guarded by the monitor of this.
    private Optional<ForwardProxy> proxy = Optional.empty();
    private boolean closed;

    /** @param socket where it will listen; alone in a folder of its own */
    public OnDemandProxy(Path socket, AllowedHosts hosts) {
        this.socket = socket;
        this.hosts = hosts;
    }

    /**
     * Where it listens from now on.
     *
     * @throws IOException when it cannot, or is closed
     */
    public synchronized Path listening() throws IOException {
        if (closed) {
            throw new IOException("the proxy at " + socket + " is closed");
        }
        if (proxy.isEmpty()) {
            proxy = Optional.of(ForwardProxy.open(socket, hosts, new SystemResolver(), ProxyLimits.DEFAULT));
        }
        return socket;
    }

    /** Listens again where one of an earlier life did: commands of that life may still run and look for it there. */
    public void resume() throws IOException {
        if (Files.isDirectory(socket.resolveSibling("."))) {
            var _ = listening();
        }
    }

    /** What was refused in this time, as far as it is still known; oldest first. */
    public synchronized List<Denial> denied(Instant from, Instant to) {
        return proxy.map(open -> open.denied(from, to)).orElse(List.of());
    }

    /** Closes it and removes the folder of its socket: no command that could look for it there runs any more. */
    public synchronized void closeForGood() throws IOException {
        close();
        try {
            Files.deleteIfExists(socket.resolveSibling(".").normalize());
        } catch (DirectoryNotEmptyException others) {
            // What others put there is theirs.
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (proxy.isPresent()) {
            proxy.get().close();
        }
    }
}
