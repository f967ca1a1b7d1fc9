package dev.lungo.testing;

import dev.lungo.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server says to one request. Immutable; put together with {@link #and}, {@link #stopping} and the faults:
 *
 * <pre>{@code
 * say("I look.").and(call("bash", Map.of("command", "ls")))
 * say("half an ans").butReset()
 * status(529, "overloaded").header("retry-after", "1")
 * }</pre>
 *
 * @param stop the reason for the stop; empty lets the parts decide
 * @param headers sent with the answer
 */
public record Answer(List<Part> parts, String stop, Fault fault, Map<String, String> headers, Tokens tokens) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final AtomicLong CALLS = new AtomicLong();

    public Answer {
        parts = List.copyOf(parts);
        headers = Map.copyOf(headers);
    }

    /** A part of an answer. */
    public sealed interface Part {
        record Say(String text) implements Part {}

        record Think(String text, String signature) implements Part {}

        /**
         * A tool to run.
         *
         * @param input JSON text, sent as it is
         */
        record Call(String id, String name, String input) implements Part {}

        /** A block of the Messages API as JSON text, announced whole. */
        record Raw(String block) implements Part {}
    }

    /** What goes wrong. */
    public sealed interface Fault {
        record None() implements Fault {}

        /** Another status than 200; the body as it is. */
        record Status(int status, String body) implements Fault {}

        /** An event of type error after the parts, instead of the end. */
        record ErrorEvent(String type, String message) implements Fault {}

        /** The connection is reset after the parts. */
        record Reset() implements Fault {}

        /** The stream ends after the parts, without its last events. */
        record EndsEarly() implements Fault {}

        /** The connection is closed in the middle of the last part's event. */
        record Cut() implements Fault {}

        /** Nothing comes after the parts; without parts not even headers. */
        record Stalls() implements Fault {}

        /** A few bytes at a time. */
        record Slow(int bytes, Duration pause) implements Fault {}

        /** This instead of everything else: the stream's bytes as text. */
        record Stream(String text) implements Fault {}
    }

    /** What the usage says. */
    public record Tokens(long input, long output, long cacheRead, long cacheWrite) {}

    public static Answer say(String text) {
        return of(new Part.Say(text));
    }

    public static Answer think(String text) {
        return of(new Part.Think(text, "c2ln" + Integer.toHexString(text.hashCode())));
    }

    /** A call with an id of its own. */
    public static Answer call(String tool, Map<String, ?> input) {
        return callRaw(tool, MAPPER.writeValueAsString(input));
    }

    /** A call with an id of its own and an input that may be anything. */
    public static Answer callRaw(String tool, String input) {
        return of(new Part.Call(String.format("toolu_%06d", CALLS.incrementAndGet()), tool, input));
    }

    public static Answer callWithId(String id, String tool, Map<String, ?> input) {
        return of(new Part.Call(id, tool, MAPPER.writeValueAsString(input)));
    }

    /** A block of any kind, as JSON text. */
    public static Answer block(String json) {
        return of(new Part.Raw(json));
    }

    /** Nothing at all, and the end of the turn. */
    public static Answer nothing() {
        return new Answer(List.of(), "", new Fault.None(), Map.of(), new Tokens(10, 5, 0, 0));
    }

    /** Another status, with an error body of the API's shape. */
    public static Answer status(int status, String message) {
        return status(status, "error_" + status, message);
    }

    public static Answer status(int status, String type, String message) {
        var error = Json.object().put("type", type).put("message", message);
        return nothing()
                .with(new Fault.Status(
                        status, Json.line(Json.object().put("type", "error").set("error", error))));
    }

    /** The bytes of a stream, as text. */
    public static Answer stream(String text) {
        return nothing().with(new Fault.Stream(text));
    }

    private static Answer of(Part part) {
        Answer none = nothing();
        return new Answer(List.of(part), none.stop, none.fault, none.headers, none.tokens);
    }

    /** This, then the other's parts, in one answer. The other's stop and fault win where it has them. */
    public Answer and(Answer other) {
        List<Part> both = new ArrayList<>(parts);
        both.addAll(other.parts);
        return new Answer(
                both,
                other.stop.isEmpty() ? stop : other.stop,
                other.fault instanceof Fault.None ? fault : other.fault,
                other.headers.isEmpty() ? headers : other.headers,
                tokens);
    }

    /**
     * The same, ending for this reason.
     *
     * @param reason such as {@code max_tokens}, in the Messages API's words
     */
    public Answer stopping(String reason) {
        return new Answer(parts, reason, fault, headers, tokens);
    }

    public Answer header(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(parts, stop, fault, more, tokens);
    }

    public Answer using(Tokens used) {
        return new Answer(parts, stop, fault, headers, used);
    }

    public Answer with(Fault other) {
        return new Answer(parts, stop, other, headers, tokens);
    }

    public Answer butReset() {
        return with(new Fault.Reset());
    }

    public Answer butEndsEarly() {
        return with(new Fault.EndsEarly());
    }

    public Answer butCut() {
        return with(new Fault.Cut());
    }

    public Answer butStalls() {
        return with(new Fault.Stalls());
    }

    public Answer butFails(String type, String message) {
        return with(new Fault.ErrorEvent(type, message));
    }

    public Answer slowly(int bytes, Duration pause) {
        return with(new Fault.Slow(bytes, pause));
    }

    /** The calls in it. */
    public List<Part.Call> calls() {
        return parts.stream()
                .filter(Part.Call.class::isInstance)
                .map(Part.Call.class::cast)
                .toList();
    }
}
