package dev.lungo.model;

import java.time.Duration;

/** What happens while an answer arrives. */
public sealed interface ReplyEvent {
    /** The server began to answer. */
    record Started() implements ReplyEvent {}

    record TextDelta(String text) implements ReplyEvent {}

    record ThinkingDelta(String text) implements ReplyEvent {}

    /** The model begins to write a call; its input is not there yet. */
    record CallStarted(String callId, String name) implements ReplyEvent {}

    /** A block is complete. */
    record BlockDone(Block block) implements ReplyEvent {}

    /** Nothing has arrived so far from a server on this machine, which may still read the prompt; the wait goes on. */
    record Waiting(Duration silence, Duration limit) implements ReplyEvent {}

    /** Nothing arrives; the request will be retried or given up. */
    record Stalled(Duration silence) implements ReplyEvent {}

    /**
     * The attempt failed and is made again; what came of it so far is void.
     *
     * @param attempt number of the attempt to come, from 2 on
     * @param limit the last attempt's number
     * @param why for people
     * @param status the HTTP status, or 0 where there was none
     */
    record Retrying(int attempt, int limit, String why, int status, Duration delay) implements ReplyEvent {}

    /** The server refused a feature; it is left out from now on and the request made again. */
    record FellBack(String what) implements ReplyEvent {}

    /** A raw event of the Messages API's stream, as JSON text, for those who pass it on. */
    record Raw(String json) implements ReplyEvent {}
}
