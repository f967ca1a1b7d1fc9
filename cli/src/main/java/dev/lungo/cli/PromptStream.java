package dev.lungo.cli;

import dev.lungo.agent.RecordException;
import dev.lungo.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prompts as lines of JSON on stdin: {@code {"type":"user","message":{"role":"user","content":"…"}}}. A thread of its own
 * reads them and hands them on, also while the agent works; each is answered by itself, in order.
 */
final class PromptStream {
    private final Surroundings surroundings;
    private final Consumer<String> submit;
    // Guarded by the monitor of this.
    private int unanswered;
    private boolean ended;
    private boolean left;
    private boolean malformed;
    private boolean refused;

    PromptStream(Surroundings surroundings, Consumer<String> submit) {
        this.surroundings = surroundings;
        this.submit = submit;
    }

    void start() {
        Thread.ofPlatform().daemon().name("prompts").start(this::readAll);
    }

    /** Waits for a prompt that was submitted and is to be answered now; false when there will be none. */
    synchronized boolean next() throws InterruptedException {
        while (unanswered == 0 && !ended && !left) {
            wait();
        }
        if (left || unanswered == 0) {
            return false;
        }
        unanswered--;
        return true;
    }

    /** Nobody wants prompts any more, those that wait included. */
    synchronized void leave() {
        left = true;
        notifyAll();
    }

    /** Stdin has no more; what waits is still to be answered. */
    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Whether there was a line that is no prompt. */
    synchronized boolean malformed() {
        return malformed;
    }

    /** Whether there was a prompt that could not be written down, and so was not accepted. */
    synchronized boolean refused() {
        return refused;
    }

    private void readAll() {
        try (var lines = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    take(line, number);
                }
            }
        } catch (IOException failed) {
            surroundings.say("stdin cannot be read: " + failed);
        } finally {
            end();
        }
    }

    private void take(String line, int number) {
        Optional<String> prompt = Json.object(line).flatMap(PromptStream::prompt);
        if (prompt.isEmpty()) {
            surroundings.say("line " + number + " of stdin is no user message with text; ignored");
            synchronized (this) {
                malformed = true;
            }
            return;
        }
        try {
            submit.accept(prompt.get());
        } catch (RecordException notWritten) {
            surroundings.say("the prompt of line " + number + " is not accepted: " + notWritten.getMessage());
            synchronized (this) {
                refused = true;
            }
            return;
        }
        synchronized (this) {
            unanswered++;
            notifyAll();
        }
    }

    private static Optional<String> prompt(ObjectNode line) {
        if (!line.path("type").asString("").equals("user")) {
            return Optional.empty();
        }
        JsonNode content = line.path("message").path("content");
        if (content.isString()) {
            return Optional.of(content.stringValue()).filter(text -> !text.isBlank());
        }
        var text = new StringBuilder();
        for (JsonNode block : content) {
            if (!block.path("type").asString("").equals("text")) {
                return Optional.empty();
            }
            text.append(text.isEmpty() ? "" : "\n").append(block.path("text").asString(""));
        }
        return Optional.of(text.toString()).filter(joined -> !joined.isBlank());
    }
}
