package dev.lungo.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's table of sockets, in which anybody may write names. */
final class UnixSocketsTest {
    private static final String HEAD = "Num       RefCount Protocol Flags    Type St Inode Path\n";
    private static final String LINE = "00000000aaaaaaaa: 00000002 00000000 00010000 0001 01 12345 ";

    @TempDir
    Path folder;

    @Test
    void those_that_somebody_bound_are_found_by_real_path_once() throws IOException {
        Path real = Files.createDirectory(folder.toRealPath().resolve("real one"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(real.resolve("ä socket")));

            assertThat(UnixSockets.bound(table(
                            LINE + real.resolve("ä socket"),
                            LINE + link.resolve("ä socket"),
                            LINE + folder.resolve("gone"),
                            LINE + "@abstract",
                            LINE.strip())))
                    .containsExactly(real.resolve("ä socket"));
        }
        assertThat(UnixSockets.bound()).isNotNull();
    }

    @Test
    void a_name_covers_nothing_but_a_socket_and_spoils_no_start() throws IOException {
        Path file = Files.createFile(folder.resolve("git"));

        assertThat(UnixSockets.bound(table(
                        LINE + folder + "/\u00ff\u00fe.sock",
                        LINE + folder + "/a\n0 0 0 0 0 0 0 " + file,
                        LINE + folder + "/b\n0 0 0 0 0 0 0 " + folder,
                        LINE + folder + "/c\0d")))
                .isEmpty();
    }

    /** Letters beyond ASCII are UTF-8, but those of Latin-1 alone, which are bytes of no UTF-8. */
    private Path table(String... lines) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(HEAD.getBytes(StandardCharsets.UTF_8));
        for (String line : lines) {
            boolean raw = line.contains("\u00ff");
            bytes.write((line + "\n").getBytes(raw ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        }
        return Files.write(folder.resolve("table"), bytes.toByteArray());
    }
}
