package dev.lungo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SseReaderTest {
    @Test
    void events_are_what_stands_between_blank_lines() throws Exception {
        assertThat(read("event: a\ndata: one\n\nevent: b\ndata: two\n\n", 1000)).containsExactly("one", "two");
    }

    @Test
    void several_data_lines_make_one_event() throws Exception {
        assertThat(read("data: one\ndata: two\ndata\ndata:three\n\n", 1000)).containsExactly("one\ntwo\n\nthree");
    }

    @Test
    void comments_ids_and_events_without_data_pass() throws Exception {
        assertThat(read(": keep-alive\n\nid: 7\nretry: 10\nevent: x\n\ndata: one\n\n\n\n", 1000))
                .containsExactly("one");
    }

    @Test
    void only_one_space_after_the_colon_is_not_part_of_the_data() throws Exception {
        assertThat(read("data:  two spaces \n\n", 1000)).containsExactly(" two spaces ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void every_end_of_line_works_and_characters_may_be_cut_anywhere(String end) throws Exception {
        String text = "data: é€😀" + end + "data: ß" + end + end + "data: last" + end + end;
        for (int size = 1; size <= 8; size++) {
            assertThat(read(text, size)).as("pieces of %d", size).containsExactly("é€😀\nß", "last");
        }
    }

    @Test
    void a_byte_order_mark_at_the_start_is_skipped() throws Exception {
        assertThat(read("\uFEFFdata: one\n\n", 2)).containsExactly("one");
    }

    @Test
    void the_last_event_needs_no_blank_line() throws Exception {
        assertThat(read("data: one\n\ndata: [DONE]", 3)).containsExactly("one", "[DONE]");
    }

    @Test
    void an_empty_stream_has_no_events() throws Exception {
        assertThat(read("", 1)).isEmpty();
    }

    @Test
    void a_huge_line_is_read_whole() throws Exception {
        String huge = "x".repeat(3_000_000);
        assertThat(read("data: " + huge + "\n\n", 8192)).containsExactly(huge);
    }

    @Test
    void a_line_without_end_is_given_up() {
        Chunks endless = () -> ByteBuffer.wrap("data: xxxxxxxx".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new SseReader(endless, 100_000).next())
                .isInstanceOf(Failed.class)
                .hasMessage("the server sent an event of more than 100000 bytes");
    }

    @Test
    void an_event_without_end_is_given_up() {
        Chunks endless = () -> ByteBuffer.wrap("data: xxxxxxxx\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new SseReader(endless, 100_000).next())
                .isInstanceOf(Failed.class)
                .hasMessage("the server sent an event of more than 100000 bytes");
    }

    private static List<String> read(String text, int pieceSize) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var at = new int[1];
        var reader = new SseReader(() -> {
            if (at[0] >= bytes.length) {
                return null;
            }
            int length = Math.min(pieceSize, bytes.length - at[0]);
            ByteBuffer piece = ByteBuffer.wrap(bytes, at[0], length);
            at[0] += length;
            return piece;
        });
        List<String> events = new ArrayList<>();
        for (String event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }
}
