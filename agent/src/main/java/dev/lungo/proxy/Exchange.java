package dev.lungo.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One client of the proxy, from its request to the last byte. Runs on a virtual thread of its own, and a second one. */
final class Exchange implements AutoCloseable {
    private static final byte[] CONNECTED =
            "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** Of what a refused client still sends, so that it reads the answer before the end. */
    private static final long DRAINED = 1024 * 1024;

    private final SocketChannel client;
    private final AllowedHosts hosts;
    private final Resolver resolver;
    private final ProxyLimits limits;
    private final Denials denials;
    private final TimeLimit time;
    // Written by the exchange's thread; whoever closes reads it.
    private volatile Optional<SocketChannel> server = Optional.empty();

    Exchange(SocketChannel client, AllowedHosts hosts, Resolver resolver, ProxyLimits limits, Denials denials) {
        this.client = client;
        this.hosts = hosts;
        this.resolver = resolver;
        this.limits = limits;
        this.denials = denials;
        this.time = new TimeLimit(limits.head(), this::close);
    }

    void run() {
        try (var _ = time.started()) {
            try {
                serve(RequestHead.read(client, limits.headBytes()));
            } catch (RefusedRequest refused) {
                answer(refused);
            }
        } catch (IOException gone) {
            // One of the two left, or the time was over: there is nobody to tell.
            return;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void serve(RequestHead head) throws IOException, RefusedRequest, InterruptedException {
        Destination wanted = head.destination();
        RequestBody body = RequestBody.of(head);
        List<InetAddress> addresses = checked(wanted);
        time.renew(limits.connect().multipliedBy(addresses.size()).plus(limits.head()));
        try (SocketChannel connected = connected(wanted, addresses)) {
            server = Optional.of(connected);
            time.renew(limits.silence());
            if (head.isTunnel()) {
                write(client, ByteBuffer.wrap(CONNECTED));
            } else {
                write(connected, ByteBuffer.wrap(head.forServer()));
            }
            write(connected, body.own(head.rest()));
            Thread upwards = Thread.ofVirtual().name("lungo-proxy-up").start(() -> carry(client, connected, body));
            carry(connected, client, new RequestBody.Endless());
            upwards.join();
        }
    }

    /** The addresses that may be connected to: those very ones, so that no second lookup can lead elsewhere. */
    private List<InetAddress> checked(Destination wanted) throws RefusedRequest, InterruptedException {
        Optional<Denial.Reason> refusal = hosts.refusal(wanted);
        if (refusal.isPresent()) {
            throw denied(wanted, refusal.get());
        }
        List<InetAddress> found;
        try {
            found = resolver.resolve(wanted.host());
        } catch (UnknownHostException unknown) {
            throw RefusedRequest.unreachable("could not resolve " + unknown.getMessage());
        }
        List<InetAddress> allowed = hosts.listsAddress(wanted)
                ? found
                : found.stream()
                        .filter(address -> !PrivateAddresses.contain(address))
                        .toList();
        if (allowed.isEmpty()) {
            throw found.isEmpty()
                    ? RefusedRequest.unreachable(wanted.host() + " has no address")
                    : denied(wanted, Denial.Reason.ADDRESS);
        }
        return allowed;
    }

    private RefusedRequest denied(Destination wanted, Denial.Reason reason) {
        denials.add(new Denial(Instant.now(), wanted.toString(), reason));
        return RefusedRequest.denied(wanted, reason);
    }

    private SocketChannel connected(Destination wanted, List<InetAddress> addresses)
            throws IOException, RefusedRequest {
        String why = "";
        for (InetAddress address : addresses) {
            SocketChannel channel = SocketChannel.open();
            server = Optional.of(channel);
            try {
                channel.socket().connect(new InetSocketAddress(address, wanted.port()), (int)
                        limits.connect().toMillis());
                return channel;
            } catch (IOException failed) {
                channel.close();
                why = address.getHostAddress() + ": " + failed.getMessage();
            }
        }
        throw RefusedRequest.unreachable("could not connect to " + wanted + " (" + why + ")");
    }

    /** Carries bytes until one side ends, and tells the other side that it did. */
    private void carry(SocketChannel from, SocketChannel to, RequestBody body) {
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        try {
            while (from.read(buffer.clear()) >= 0) {
                time.renew(limits.silence());
                write(to, body.own(buffer.flip()));
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            // Half of a conversation is of no use: the other direction ends with this one.
            close();
        }
    }

    private void answer(RefusedRequest refused) throws IOException {
        time.renew(limits.head());
        write(client, ByteBuffer.wrap(refused.answer()));
        client.shutdownOutput();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        long drained = 0;
        for (int read = 0; read >= 0 && drained < DRAINED; read = client.read(buffer.clear())) {
            drained += read;
        }
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Ends it, from any thread. */
    @Override
    public void close() {
        closed(client);
        server.ifPresent(Exchange::closed);
    }

    private static void closed(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException failed) {
            // It is closed all the same: what failed is the last flush.
            return;
        }
    }
}
