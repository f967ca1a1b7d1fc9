package dev.lungo.model;

import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.testing.Answer;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a request waits for, an interrupt ends it and leaves no connection behind. */
@Timeout(60)
final class InterruptTest {
    private final StrictMessagesServer server = StrictMessagesServer.start();
    private final Model model = Talks.model(
            server, "claude-opus-5-5", new Connection.Patience(Duration.ofSeconds(50), 4, Duration.ofSeconds(8)));

    private final Set<Thread> before = clientThreads();

    @AfterEach
    void close() {
        model.close();
        server.close();
    }

    @Test
    void while_it_waits_for_the_first_byte() throws Exception {
        server.reply(Answer.nothing().butStalls());
        var asking = new Asking(model);
        server.awaitRequest(1, Duration.ofSeconds(20));
        asking.interrupt();
        asking.wasInterrupted();
        noConnectionIsLeft();
        theNextRequestWorks();
    }

    @Test
    void while_it_reads() throws Exception {
        server.reply(say("half").butStalls());
        var asking = new Asking(model);
        asking.heard(ReplyEvent.TextDelta.class);
        asking.interrupt();
        asking.wasInterrupted();
        noConnectionIsLeft();
        theNextRequestWorks();
    }

    @Test
    void while_it_sleeps_between_two_attempts() throws Exception {
        server.reply(status(529, "overloaded"));
        var asking = new Asking(model);
        asking.heard(ReplyEvent.Retrying.class);
        asking.interrupt();
        asking.wasInterrupted();
        theNextRequestWorks();
    }

    @Test
    void before_it_begins() throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            try {
                model.reply(Talks.prompt("hi"), _ -> {});
                interrupted.complete(false);
            } catch (InterruptedException _) {
                interrupted.complete(true);
            }
        });
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
        theNextRequestWorks();
    }

    /** A full backlog: the kernel lets further clients wait for the handshake. */
    @Test
    void while_it_connects() throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var fillers = new Fillers(full.getLocalPort())) {
            assertThat(fillers.sockets).isNotEmpty();
            URI url = URI.create("http://127.0.0.1:" + full.getLocalPort());
            var connection = new Connection.Anthropic(
                    url,
                    "sk-test-key-0001",
                    "",
                    Map.of(),
                    "m",
                    new Connection.Patience(Duration.ofSeconds(50), 4, Duration.ofSeconds(8)));
            try (Model unreachable = connection.open()) {
                var asking = new Asking(unreachable);
                asking.isWaiting();
                asking.interrupt();
                asking.wasInterrupted();
            }
        }
    }

    @Test
    void closing_the_model_ends_a_request_and_later_ones_are_refused() throws Exception {
        server.reply(say("half").butStalls());
        var asking = new Asking(model);
        asking.heard(ReplyEvent.TextDelta.class);
        model.close();
        assertThat(asking.outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(ModelException.class);
        noConnectionIsLeft();
        noNewThreadIsLeft();
    }

    @Test
    void a_closed_model_leaves_no_thread() throws Exception {
        server.reply(say("ok"));
        model.reply(Talks.prompt("hi"), _ -> {});
        assertThat(clientThreads()).isNotEmpty();
        model.close();
        noNewThreadIsLeft();
    }

    private void theNextRequestWorks() throws InterruptedException {
        server.reply(say("ok"));
        assertThat(model.reply(Talks.prompt("again"), _ -> {}).message().text()).isEqualTo("ok");
    }

    private void noConnectionIsLeft() {
        waitFor(() -> server.openConnections() == 0, "the connection to be closed");
    }

    private void noNewThreadIsLeft() {
        waitFor(() -> before.containsAll(clientThreads()), "the client's threads to end");
    }

    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .collect(Collectors.toSet());
    }

    private static void waitFor(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A request on a thread of its own. */
    private static final class Asking {
        final CompletableFuture<Object> outcome = new CompletableFuture<>();
        private final Talks.Events events = new Talks.Events();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final Thread thread;

        Asking(Model model) {
            thread = Thread.ofPlatform().daemon().start(() -> {
                begun.countDown();
                try {
                    outcome.complete(model.reply(Talks.prompt("hi"), events));
                } catch (InterruptedException | RuntimeException ended) {
                    outcome.complete(ended);
                }
            });
        }

        void heard(Class<? extends ReplyEvent> event) {
            waitFor(() -> !events.of(event).isEmpty(), event.getSimpleName());
        }

        void isWaiting() throws InterruptedException {
            begun.await();
            waitFor(() -> thread.getState() == Thread.State.TIMED_WAITING, "the thread to wait");
        }

        void interrupt() {
            thread.interrupt();
        }

        void wasInterrupted() throws Exception {
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    /** Takes all places of a backlog. */
    private static final class Fillers implements AutoCloseable {
        final List<Socket> sockets = new ArrayList<>();

        Fillers(int port) throws IOException {
            try {
                for (int at = 0; at < 10; at++) {
                    var socket = new Socket();
                    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                    sockets.add(socket);
                }
            } catch (SocketTimeoutException _) {
                // Full, as wanted.
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
