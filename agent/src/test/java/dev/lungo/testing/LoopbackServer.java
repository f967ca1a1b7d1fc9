package dev.lungo.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 server on plain sockets, since only a socket can be reset, cut or left silent on purpose. A virtual
 * thread per connection; connections are kept alive.
 */
final class LoopbackServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final ServerSocket listening;
    private final Handler handler;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Answers one request. May throw {@link IOException} to drop the connection. */
    interface Handler {
        void handle(Received request, Exchange exchange) throws IOException, InterruptedException;
    }

    LoopbackServer(int port, Handler handler) {
        this.handler = handler;
        try {
            listening = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException taken) {
            throw new UncheckedIOException("cannot listen on port " + port, taken);
        }
        Thread.ofVirtual().name("loopback-accept").start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** How many connections are open now. */
    int openConnections() {
        return connections.size();
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket socket = listening.accept();
                connections.add(socket);
                Thread.ofVirtual().name("loopback-connection").start(() -> serve(socket));
            } catch (IOException _) {
                return; // Closed: the only reason there is.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            var exchange = new Exchange(socket, closed);
            for (Received request = read(in); request != null; request = read(in)) {
                handler.handle(request, exchange);
                if (!exchange.keepsAlive()) {
                    return;
                }
            }
        } catch (IOException _) {
            // The client went away, or a fault was played: both are what tests are about.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private static @Nullable Received read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        String[] words = first.split(" ", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            return null;
        }
        return new Received(words[0], words[1], headers, new String(body, StandardCharsets.UTF_8), System.nanoTime());
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listening.close();
            for (Socket socket : connections) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One connection, from the answering side. Used by its own thread. */
    static final class Exchange {
        private final Socket socket;
        private final OutputStream out;
        private final CountDownLatch closed;
        private boolean keepsAlive = true;

        Exchange(Socket socket, CountDownLatch closed) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            this.closed = closed;
        }

        boolean keepsAlive() {
            return keepsAlive;
        }

        /** A whole answer with a length. */
        void answer(int status, Map<String, String> headers, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            head(status, headers, "content-length: " + bytes.length);
            out.write(bytes);
            out.flush();
        }

        /** Begins an event stream in chunks. */
        void startStream(Map<String, String> headers) throws IOException {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.putIfAbsent("content-type", "text/event-stream; charset=utf-8");
            head(200, all, "transfer-encoding: chunked");
            out.flush();
        }

        private void head(int status, Map<String, String> headers, String framing) throws IOException {
            var head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append(framing).append("\r\n\r\n");
            out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        }

        void chunk(byte[] bytes, int from, int length) throws IOException {
            if (length > 0) {
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.write(bytes, from, length);
                out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        }

        void endStream() throws IOException {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /** Closes with RST instead of FIN. */
        void reset() throws IOException {
            keepsAlive = false;
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Closes in the middle. */
        void cut() throws IOException {
            keepsAlive = false;
            socket.close();
        }

        /** Says nothing until the client goes away or the server is closed. */
        void beSilent() throws IOException {
            keepsAlive = false;
            while (closed.getCount() > 0 && socket.getInputStream().read() >= 0) {
                // Whatever else the client says is not answered either.
            }
        }
    }
}
