package dev.lungo.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungo.proxy.Denial.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy with real clients and a real server; only names are made up. */
@Timeout(120)
final class ForwardProxyTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final ProxyLimits PATIENT = new ProxyLimits(64, 8 * 1024, LONG, LONG, LONG);
    private static final Resolver NAMES = host -> switch (host) {
        case "localhost" -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        case "rebound.example" -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        case "metadata.example" -> List.of(InetAddress.ofLiteral("169.254.169.254"));
        default -> throw new UnknownHostException(host);
    };

    @TempDir
    private Path temp;

    private ServerSocket server;
    private String local;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        server.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
        local = "localhost:" + server.getLocalPort();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private ForwardProxy proxy(ProxyLimits limits, String... allowed) throws IOException {
        return ForwardProxy.open(
                temp.resolve("private").resolve("proxy"), AllowedHosts.parse(List.of(allowed)), NAMES, limits);
    }

    @Test
    void a_tunnel_to_an_allowed_host_carries_bytes_both_ways_until_each_side_ends() throws Exception {
        try (var proxy = proxy(PATIENT, local);
                var client = new ProxyClient(proxy.socket())) {
            client.send("CONNECT " + local + " HTTP/1.1\r\nHost: " + local + "\r\n\r\nhello ");
            try (Socket accepted = server.accept()) {
                assertThat(client.line()).isEqualTo("HTTP/1.1 200 Connection established");
                assertThat(client.line()).isEmpty();
                client.send("server");
                client.endSending();
                assertThat(accepted.getInputStream().readAllBytes()).asString().isEqualTo("hello server");
                accepted.getOutputStream().write("hello client".getBytes(StandardCharsets.UTF_8));
                accepted.shutdownOutput();
                assertThat(client.rest()).isEqualTo("hello client");
            }
            assertThat(proxy.denied(Instant.EPOCH, Instant.MAX)).isEmpty();
        }
    }

    @Test
    void a_plain_request_reaches_its_server_as_one_of_its_own_without_what_was_meant_for_the_proxy() throws Exception {
        try (var proxy = proxy(PATIENT, local);
                var client = new ProxyClient(proxy.socket())) {
            client.send(
                    "POST http://" + local + "/a?b HTTP/1.1\r\nHost: evil.example\r\nProxy-Authorization: secret\r\n"
                            + "Connection: keep-alive\r\nContent-Length: 4\r\nX-Own: kept\r\n\r\nbody");
            client.endSending();
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInputStream().readAllBytes())
                        .asString()
                        .isEqualTo("POST /a?b HTTP/1.1\r\nHost: " + local
                                + "\r\nContent-Length: 4\r\nX-Own: kept\r\nConnection: close\r\n\r\nbody");
                accepted.getOutputStream().write("HTTP/1.1 204 Done\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(client.rest()).isEqualTo("HTTP/1.1 204 Done\r\n\r\n");
        }
    }

    /** What the client sends, what of it reaches the server; without the head's first lines. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            Content-Length: 4/n/nbodyGET /x HTTP/1.1/nHost: other/n/n      | Content-Length: 4/nConnection: close/n/nbody
            X: y/n/nGET /x HTTP/1.1/nHost: other/n/n                       | X: y/nConnection: close/n/n
            Transfer-Encoding: chunked/n/n3/nabc/nA/n0123456789/n0/n/nGET /x HTTP/1.1/n/n | Transfer-Encoding: chunked/nConnection: close/n/n3/nabc/nA/n0123456789/n0/n/n
            """)
    void a_second_request_behind_the_first_goes_nowhere(String sent, String arrives) throws Exception {
        try (var proxy = proxy(PATIENT, local);
                var client = new ProxyClient(proxy.socket())) {
            client.send("POST http://" + local + "/ HTTP/1.1\r\n" + sent.replace("/n", "\r\n"));
            client.endSending();
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInputStream().readAllBytes())
                        .asString()
                        .isEqualTo("POST / HTTP/1.1\r\nHost: " + local + "\r\n" + arrives.replace("/n", "\r\n"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 4\r\nContent-Length: 5\r\n",
                "Content-Length: 4, 5\r\n",
                "Content-Length: +4\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: chunked\r\ntransfer-encoding: identity\r\n",
            })
    void a_request_whose_end_a_server_could_see_elsewhere_is_refused(String headers) throws Exception {
        try (var proxy = proxy(PATIENT, local)) {
            assertThat(asked(proxy, "POST http://" + local + "/ HTTP/1.1\r\n" + headers + "\r\n")
                            .status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3;x\r\nabc", "\r\n", "3\nabc", "3\r\nabcd", "0\r\nX: y\r\n\r\n", "-1\r\n"})
    void malformed_chunks_end_the_connection(String chunks) throws Exception {
        try (var proxy = proxy(PATIENT, local);
                var client = new ProxyClient(proxy.socket())) {
            client.send("POST http://" + local + "/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void other_hosts_and_ports_are_refused_and_remembered() throws Exception {
        Instant before = Instant.now();
        try (var proxy = proxy(PATIENT, local, "rebound.example", "metadata.example")) {
            assertThat(asked(proxy, "CONNECT api.example:443 HTTP/1.1\r\n\r\n"))
                    .isEqualTo(new Answer(
                            403,
                            "the sandbox of this command does not let it reach api.example:443"
                                    + " (it is not among the allowed hosts)"));
            assertThat(asked(proxy, "GET http://localhost/ HTTP/1.1\r\n\r\n").status())
                    .isEqualTo(403);
            assertThat(asked(proxy, "CONNECT rebound.example:443 HTTP/1.1\r\n\r\n")
                            .status())
                    .isEqualTo(403);
            assertThat(asked(proxy, "GET http://metadata.example/latest HTTP/1.1\r\n\r\n")
                            .status())
                    .isEqualTo(403);
            assertThat(asked(proxy, "CONNECT 127.0.0.1:443 HTTP/1.1\r\n\r\n").status())
                    .isEqualTo(403);
            assertThat(asked(proxy, "CONNECT 0x7f.1:443 HTTP/1.1\r\n\r\n").status())
                    .isEqualTo(403);

            assertThat(proxy.denied(before, Instant.MAX))
                    .extracting(denial -> denial.host() + " " + denial.reason())
                    .containsExactly(
                            "api.example:443 " + Reason.NOT_LISTED,
                            "localhost:80 " + Reason.PORT,
                            "rebound.example:443 " + Reason.ADDRESS,
                            "metadata.example:80 " + Reason.ADDRESS,
                            "127.0.0.1:443 " + Reason.NOT_LISTED,
                            "0x7f.1:443 " + Reason.NOT_LISTED);
            assertThat(proxy.denied(Instant.EPOCH, before.minusSeconds(1))).isEmpty();
        }
    }

    @Test
    void a_name_without_an_address_and_a_server_that_is_not_there_are_no_denials() throws Exception {
        server.close();
        try (var proxy = proxy(PATIENT, local, "nowhere.example")) {
            assertThat(asked(proxy, "CONNECT nowhere.example:443 HTTP/1.1\r\n\r\n"))
                    .isEqualTo(new Answer(502, "could not resolve nowhere.example"));
            assertThat(asked(proxy, "CONNECT " + local + " HTTP/1.1\r\n\r\n"))
                    .isEqualTo(new Answer(502, "could not connect to " + local + " (127.0.0.1: Connection refused)"));
            assertThat(proxy.denied(Instant.EPOCH, Instant.MAX)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET https://localhost/ HTTP/1.1\r\n\r\n",
                "GET http://user@localhost/ HTTP/1.1\r\n\r\n",
                "GET http:///x HTTP/1.1\r\n\r\n",
                "CONNECT localhost HTTP/1.1\r\n\r\n",
                "CONNECT localhost:70000 HTTP/1.1\r\n\r\n",
                "CONNECT localhost:443 HTTP/2\r\n\r\n",
                "CONNECT  localhost:443 HTTP/1.1\r\n\r\n",
                "GET http://localhost/ HTTP/1.1\r\n folded: x\r\n\r\n",
                "GET http://localhost/ HTTP/1.1\r\nX : y\r\n\r\n",
                "\u0016\u0003\u0001\n\n",
                "\r\n\r\n"
            })
    void what_is_no_request_to_a_proxy_is_refused(String request) throws Exception {
        try (var proxy = proxy(PATIENT, "localhost")) {
            assertThat(asked(proxy, request).status()).isEqualTo(400);
        }
    }

    @Test
    void a_head_that_never_ends_is_cut_off() throws Exception {
        try (var proxy = proxy(PATIENT, local)) {
            assertThat(asked(proxy, "GET http://" + local + "/ HTTP/1.1\r\nX: " + "x".repeat(20_000))
                            .status())
                    .isEqualTo(431);
        }
    }

    @Test
    void a_client_that_says_nothing_is_sent_away() throws Exception {
        var hasty = new ProxyLimits(64, 8 * 1024, Duration.ofMillis(100), LONG, LONG);
        try (var proxy = proxy(hasty, local);
                var silent = new ProxyClient(proxy.socket())) {
            silent.send("CONNECT loc");
            assertThat(silent.rest()).isEmpty();
        }
    }

    @Test
    void a_connection_that_carries_nothing_is_closed_on_both_sides() throws Exception {
        var hasty = new ProxyLimits(64, 8 * 1024, LONG, LONG, Duration.ofMillis(100));
        try (var proxy = proxy(hasty, local);
                var idle = new ProxyClient(proxy.socket())) {
            idle.send("CONNECT " + local + " HTTP/1.1\r\n\r\n");
            try (Socket accepted = server.accept()) {
                assertThat(idle.rest()).isEqualTo("HTTP/1.1 200 Connection established\r\n\r\n");
                assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void more_clients_than_there_is_room_for_are_sent_away_and_later_ones_are_served() throws Exception {
        var narrow = new ProxyLimits(2, 8 * 1024, LONG, LONG, LONG);
        try (var proxy = proxy(narrow, local)) {
            try (var first = new ProxyClient(proxy.socket());
                    var second = new ProxyClient(proxy.socket())) {
                first.send("CONNECT " + local + " HTTP/1.1\r\n\r\n");
                second.send("CONNECT " + local + " HTTP/1.1\r\n\r\n");
                assertThat(first.line()).contains("200");
                assertThat(second.line()).contains("200");
                try (var third = new ProxyClient(proxy.socket())) {
                    assertThat(third.rest()).startsWith("HTTP/1.1 503");
                }
            }
            int status = 503;
            while (status == 503) {
                status = asked(proxy, "CONNECT other.example:443 HTTP/1.1\r\n\r\n")
                        .status();
            }
            assertThat(status).isEqualTo(403);
        }
    }

    @Test
    void hundreds_of_clients_at_once_are_all_answered() throws Exception {
        var wide = new ProxyLimits(2_000, 8 * 1024, LONG, LONG, LONG);
        try (var proxy = proxy(wide, local)) {
            var clients = new ArrayList<ProxyClient>();
            for (int i = 0; i < 500; i++) {
                clients.add(new ProxyClient(proxy.socket()));
            }
            for (ProxyClient client : clients) {
                client.send("CONNECT other.example:443 HTTP/1.1\r\n\r\n");
            }
            for (ProxyClient client : clients) {
                assertThat(client.rest()).startsWith("HTTP/1.1 403");
                client.close();
            }
            assertThat(proxy.denied(Instant.EPOCH, Instant.MAX)).hasSize(200);
        }
    }

    @Test
    void the_socket_is_private_and_a_proxy_takes_the_place_of_one_that_died() throws Exception {
        Path socket;
        try (var proxy = proxy(PATIENT, local)) {
            socket = proxy.socket();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
            try (var later = proxy(PATIENT, local)) {
                assertThat(asked(later, "CONNECT other.example:443 HTTP/1.1\r\n\r\n")
                                .status())
                        .isEqualTo(403);
            }
        }
        assertThat(socket).doesNotExist();
        assertThat(socket.getParent()).exists();
    }

    @Test
    void its_end_ends_every_connection() throws Exception {
        var proxy = proxy(PATIENT, local);
        try (var waiting = new ProxyClient(proxy.socket());
                var connected = new ProxyClient(proxy.socket())) {
            connected.send("CONNECT " + local + " HTTP/1.1\r\n\r\n");
            assertThat(connected.line()).contains("200");
            assertThat(connected.line()).isEmpty();
            proxy.close();
            assertThat(connected.rest()).isEmpty();
            assertThat(waiting.rest()).isEmpty();
        }
    }

    @Test
    void a_path_that_no_socket_can_have_is_refused_with_what_to_do() {
        Path deep = temp.resolve("x".repeat(120));

        assertThatThrownBy(() -> ForwardProxy.open(deep, AllowedHosts.parse(List.of()), NAMES, PATIENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most 107 bytes")
                .hasMessageContaining("LUNGO_HOME");
    }

    private record Answer(int status, String text) {}

    private static Answer asked(ForwardProxy proxy, String request) throws IOException {
        try (var client = new ProxyClient(proxy.socket())) {
            client.send(request);
            String[] parts = client.rest().split("\r\n\r\n", 2);
            return new Answer(
                    Integer.parseInt(parts[0].split(" ", -1)[1]),
                    parts[1].strip().replaceFirst("^Lungo: ", ""));
        }
    }
}
