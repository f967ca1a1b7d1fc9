package dev.lungo.model;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Refuses an answer in which a server repeats a key that it was sent. What it says runs and is kept, so a key is not merely
 * hidden there: a command with another word in the place of one would do something else. A key that the request's own body
 * has, since a file with it was read, may be repeated.
 */
final class KeyWatch {
    /** A shorter key may be any word: some servers need one and look at none. */
    private static final int UNMISTAKABLE = 16;

    /** Other headers may hold ordinary names. */
    private static final Pattern SECRET_HEADER =
            Pattern.compile("auth|key|token|secret|cookie|password|credential", Pattern.CASE_INSENSITIVE);

    /** What begins the value of a header that says who asks. */
    private static final Pattern SCHEME = Pattern.compile("(bearer|basic|token) ", Pattern.CASE_INSENSITIVE);

    private final Secrets keys;
    private final byte[] body;

    private KeyWatch(Secrets keys, byte[] body) {
        this.keys = keys;
        this.body = body;
    }

    /** @param body of the request that is answered */
    static KeyWatch of(Connection.Anthropic connection, byte[] body) {
        var keys = Secrets.of(connection.baseUrl(), secret(connection.headers()), connection.key(), connection.token());
        return new KeyWatch(keys.ofLength(UNMISTAKABLE), body);
    }

    /** @param body of the request that is answered */
    static KeyWatch of(Connection.OpenAi connection, byte[] body) {
        var keys = Secrets.of(connection.baseUrl(), secret(connection.headers()), connection.key());
        return new KeyWatch(keys.ofLength(UNMISTAKABLE), body);
    }

    private static Map<String, String> secret(Map<String, String> headers) {
        var secret = new HashMap<>(headers);
        secret.entrySet()
                .removeIf(header -> !SECRET_HEADER.matcher(header.getKey()).find()
                        && !SCHEME.matcher(header.getValue()).lookingAt());
        return secret;
    }

    /** For answers of no server. */
    static KeyWatch none() {
        return new KeyWatch(Secrets.none(), new byte[0]);
    }

    /** Looks at a part of the answer before anybody else sees it. */
    void check(String text) throws Failed {
        if (keys.isIn(text) && keys.anyIsNew(text, new String(body, StandardCharsets.UTF_8))) {
            throw Failed.forGood(
                    ModelException.Kind.REFUSED_REQUEST,
                    "the server's answer repeats a key that it was sent, which nothing in the conversation does; none of"
                            + " the answer was kept or run. Ask who runs that server, or choose another base URL",
                    0);
        }
    }

    /** The same for a block that is complete: a key may have come in pieces, or escaped. */
    void check(Block block) throws Failed {
        switch (block) {
            case Block.Text(String text) -> check(text);
            case Block.ToolCall(String id, String name, String input, String json) -> {
                check(id + "\n" + name);
                checkJson(input);
                checkJson(json);
            }
            case Block.Opaque(var _, String json) -> checkJson(json);
            case Block.ToolResult(var _, String text, var _) -> check(text);
            case Block.Notice(String text, var _) -> check(text);
        }
    }

    private void checkJson(String json) throws Failed {
        check(json);
        if (json.contains("\\u")) {
            check(Json.object(json).map(Json::line).orElse(""));
        }
    }
}
