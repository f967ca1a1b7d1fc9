package dev.lungo.testing;

import dev.lungo.testing.Answer.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/** Plays an answer over a connection, with its fault. */
final class Playback {
    private final LoopbackServer.Exchange exchange;
    private final Answer answer;

    Playback(LoopbackServer.Exchange exchange, Answer answer) {
        this.exchange = exchange;
        this.answer = answer;
    }

    /**
     * Plays it and answers whether the client got a whole answer.
     *
     * @param events renders the answer's events; asked for whole ones or for those before a fault
     * @param error renders an error event
     */
    boolean play(Function<Boolean, List<String>> events, Function<Fault.ErrorEvent, String> error)
            throws IOException, InterruptedException {
        switch (answer.fault()) {
            case Fault.None _ -> {
                return stream(String.join("", events.apply(true)), Integer.MAX_VALUE, 0);
            }
            case Fault.Slow(int bytes, var pause) -> {
                return stream(String.join("", events.apply(true)), bytes, pause.toMillis());
            }
            case Fault.Stream(String text) -> {
                return stream(text, Integer.MAX_VALUE, 0);
            }
            case Fault.Status(int status, String body) -> {
                var headers = new HashMap<>(answer.headers());
                headers.putIfAbsent("content-type", "application/json");
                exchange.answer(status, headers, body);
            }
            case Fault.ErrorEvent event ->
                stream(String.join("", events.apply(false)) + error.apply(event), Integer.MAX_VALUE, 0);
            case Fault.Reset _ -> {
                begin(events.apply(false));
                exchange.reset();
            }
            case Fault.EndsEarly _ -> stream(String.join("", events.apply(false)), Integer.MAX_VALUE, 0);
            case Fault.Cut _ -> {
                byte[] bytes = bytes(String.join("", events.apply(false)));
                exchange.startStream(answer.headers());
                exchange.chunk(bytes, 0, bytes.length - 10);
                exchange.cut();
            }
            case Fault.Stalls _ -> {
                if (!answer.parts().isEmpty()) {
                    begin(events.apply(false));
                }
                exchange.beSilent();
            }
        }
        return false;
    }

    private void begin(List<String> events) throws IOException {
        exchange.startStream(answer.headers());
        byte[] bytes = bytes(String.join("", events));
        exchange.chunk(bytes, 0, bytes.length);
    }

    private boolean stream(String text, int piece, long pauseMillis) throws IOException, InterruptedException {
        exchange.startStream(answer.headers());
        byte[] bytes = bytes(text);
        for (int from = 0; from < bytes.length; from += Math.min(piece, bytes.length)) {
            if (from > 0) {
                // A server that is slow by itself: nothing that a test could wait for tells when the next piece is due.
                Thread.sleep(pauseMillis);
            }
            exchange.chunk(bytes, from, Math.min(piece, bytes.length - from));
        }
        exchange.endStream();
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
