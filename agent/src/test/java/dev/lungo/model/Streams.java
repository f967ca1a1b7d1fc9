package dev.lungo.model;

import tools.jackson.databind.json.JsonMapper;

/** Bytes of the Messages API's streams, as text, event by event. */
final class Streams {
    static final String PING = event("{\"type\":\"ping\"}");

    static final String CITED = start(0, "{\"type\":\"text\",\"text\":\"\",\"citations\":[]}")
            + delta(0, "{\"type\":\"text_delta\",\"text\":\"The grass \"}")
            + delta(
                    0,
                    "{\"type\":\"citations_delta\",\"citation\":{\"type\":\"char_location\",\"cited_text\":\"green\","
                            + "\"document_index\":0,\"document_title\":\"Lawns\",\"start_char_index\":3,"
                            + "\"end_char_index\":8}}")
            + delta(0, "{\"type\":\"text_delta\",\"text\":\"is green.\"}")
            + stop(0);

    static final String SERVER_TOOL =
            start(0, "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}")
                    + delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":\"}")
                    + delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\" \\\"coffee\\\"}\"}")
                    + stop(0);

    static final String SEARCH_RESULT =
            "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_1\",\"content\":["
                    + "{\"type\":\"web_search_result\",\"title\":\"Coffee\",\"url\":\"https://example.com\","
                    + "\"encrypted_content\":\"abc==\",\"page_age\":\"1 day\"}]}";

    private Streams() {}

    /** A whole answer. The numbers of the end replace those of the start. */
    static String answer(String stop, String... blocks) {
        return begin() + String.join("", blocks) + end(stop);
    }

    static String begin() {
        return event(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
                        + "\"model\":\"claude-opus-5-5\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{"
                        + "\"input_tokens\":11,\"cache_creation_input_tokens\":22,\"cache_read_input_tokens\":33,"
                        + "\"output_tokens\":1}}}");
    }

    static String end(String stop) {
        return event("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + stop
                        + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":44}}")
                + event("{\"type\":\"message_stop\"}");
    }

    static String text(int index, String... parts) {
        var text = new StringBuilder(start(index, "{\"type\":\"text\",\"text\":\"\"}"));
        for (String part : parts) {
            text.append(delta(index, "{\"type\":\"text_delta\",\"text\":" + quoted(part) + "}"));
        }
        return text + stop(index);
    }

    static String call(int index, String id, String... parts) {
        var call = new StringBuilder(
                start(index, "{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"bash\",\"input\":{}}"));
        for (String part : parts) {
            call.append(delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":" + quoted(part) + "}"));
        }
        return call + stop(index);
    }

    static String thinking(int index, String signature, String... parts) {
        var thinking = new StringBuilder(start(index, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"));
        for (String part : parts) {
            thinking.append(delta(index, "{\"type\":\"thinking_delta\",\"thinking\":" + quoted(part) + "}"));
        }
        return thinking
                + delta(index, "{\"type\":\"signature_delta\",\"signature\":" + quoted(signature) + "}")
                + stop(index);
    }

    /** A block that is there as soon as it is announced. */
    static String block(int index, String json) {
        return start(index, json) + stop(index);
    }

    static String start(int index, String block) {
        return event("{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + "}");
    }

    static String delta(int index, String delta) {
        return event("{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}");
    }

    static String stop(int index) {
        return event("{\"type\":\"content_block_stop\",\"index\":" + index + "}");
    }

    static String event(String json) {
        String type = Json.object(json).orElseThrow().path("type").asString("");
        return "event: " + type + "\ndata: " + json + "\n\n";
    }

    private static String quoted(String text) {
        return new JsonMapper().writeValueAsString(text);
    }
}
