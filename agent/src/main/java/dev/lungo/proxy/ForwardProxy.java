package dev.lungo.proxy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * An HTTP proxy on a unix socket that lets its clients reach some hosts and no others: {@code CONNECT} for everything that
 * is encrypted, and plain requests one by one. Safe for any thread; it serves until it is closed.
 */
final class ForwardProxy implements AutoCloseable {
    /** What the kernel takes as the name of a socket, less the byte that ends it. */
    private static final int LONGEST_PATH = 107;

    private static final Duration SHORTAGE = Duration.ofMillis(200);

    private final Path socket;
    private final ServerSocketChannel server;
    private final AllowedHosts hosts;
    private final Resolver resolver;
    private final ProxyLimits limits;
    private final Denials denials = new Denials();
    private final Semaphore room;
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

    private ForwardProxy(
            Path socket, ServerSocketChannel server, AllowedHosts hosts, Resolver resolver, ProxyLimits limits) {
        this.socket = socket;
        this.server = server;
        this.hosts = hosts;
        this.resolver = resolver;
        this.limits = limits;
        this.room = new Semaphore(limits.connections());
    }

    /**
     * Begins to serve.
     *
     * @param socket where; its folder is made where it is missing, for nobody but the user. Whatever lies there is taken for
     *     what a proxy before this one left
     * @throws IOException when it cannot listen there
     */
    static ForwardProxy open(Path socket, AllowedHosts hosts, Resolver resolver, ProxyLimits limits)
            throws IOException {
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new IOException("the path of a socket has at most " + LONGEST_PATH + " bytes, and " + socket + " has "
                    + length + ": choose a shorter state folder (LUNGO_HOME)");
        }
        Files.createDirectories(
                socket.resolveSibling("."),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket), 256);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
        var proxy = new ForwardProxy(socket, server, hosts, resolver, limits);
        Thread.ofVirtual().name("lungo-proxy").start(proxy::accept);
        return proxy;
    }

    /** Where it listens. */
    Path socket() {
        return socket;
    }

    /** What was refused in this time, as far as it is still known; oldest first. */
    List<Denial> denied(Instant from, Instant to) {
        return denials.between(from, to);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                serve(server.accept());
            } catch (ClosedChannelException ended) {
                return;
            } catch (IOException shortage) {
                // Of descriptors, most likely: those that are served now will give some back.
                if (!paused()) {
                    return;
                }
            }
        }
    }

    private void serve(SocketChannel client) throws IOException {
        if (!room.tryAcquire()) {
            try (client) {
                // Into the empty buffer of a new connection: that does not block.
                client.write(ByteBuffer.wrap(RefusedRequest.busy().answer()));
            }
            return;
        }
        var exchange = new Exchange(client, hosts, resolver, limits, denials);
        exchanges.add(exchange);
        Thread.ofVirtual().name("lungo-proxy-client").start(() -> {
            try {
                exchange.run();
            } finally {
                exchanges.remove(exchange);
                room.release();
            }
        });
    }

    private static boolean paused() {
        try {
            Thread.sleep(SHORTAGE);
            return true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends all connections; the folder stays, for a proxy that comes after this one. */
    @Override
    public void close() throws IOException {
        server.close();
        exchanges.forEach(Exchange::close);
        Files.deleteIfExists(socket);
    }
}
