package dev.lungo.proxy;

import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of the proxy that says what a test wants, byte by byte. */
final class ProxyClient implements AutoCloseable {
    private final SocketChannel channel;

    ProxyClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException refused) {
            // The proxy has answered and does not want the rest; the answer can still be read.
            return;
        }
    }

    void endSending() throws IOException {
        channel.shutdownOutput();
    }

    String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            int read = read();
            if (read < 0 || read == '\n') {
                return line.toString().strip();
            }
            line.append((char) read);
        }
    }

    /** Everything until the proxy ends it. */
    String rest() throws IOException {
        var text = new StringBuilder();
        for (int read = read(); read >= 0; read = read()) {
            text.append((char) read);
        }
        return text.toString();
    }

    private int read() throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        try {
            return channel.read(one) < 0 ? -1 : one.get(0) & 0xFF;
        } catch (SocketException reset) {
            // Who is sent away before the request was read hears that behind the answer.
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
