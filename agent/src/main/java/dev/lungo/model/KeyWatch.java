package dev.lungo.model;

import java.nio.charset.StandardCharsets;

/**
 * Refuses an answer in which a server repeats a key that it was sent. What it says runs and is kept, so a key is not merely
 * hidden there: a command with another word in the place of one would do something else. A key that the request's own body
 * has, since a file with it was read, may be repeated.
 */
final class KeyWatch {
    private final Secrets keys;
    private final byte[] body;

    KeyWatch(Secrets keys, byte[] body) {
        this.keys = keys;
        this.body = body;
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
