package dev.lungo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.model.Block;
import dev.lungo.model.Message;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a model hears when its conversation goes on elsewhere than its system prompt says. */
class SurroundingsNoteTest {
    private static final String PLAIN = system("- Working folder: /w\n- Date at the start: 2026-11-25\n");
    private static final String CONFINED = system("""
            - Working folder: /w
            - Date at the start: 2026-11-26
            - Commands run in a sandbox (strong): they write only in the folders above.
            """);

    private static String system(String surroundings) {
        return "You are a test.\n\n# Surroundings\n" + surroundings + "\nThe project's own:\n- Use tabs.\n";
    }

    private static String note(String system, String now, String... told) {
        List<Message> said = Arrays.stream(told)
                .map(text -> "[bg:b7] ended\n\n" + text + "\n\nMore.")
                .<Message>map(text -> new Message.User(List.of(new Block.Notice(text, Block.Placement.REMINDER))))
                .toList();
        return SurroundingsNote.of(system, now, said, new Draft());
    }

    @Test
    void the_same_surroundings_on_another_day_are_no_news() {
        assertThat(note(PLAIN, PLAIN.replace("11-25", "11-30"))).isEmpty();
        assertThat(note("A system prompt without any.", "Another.")).isEmpty();
    }

    @Test
    void what_is_true_now_is_told_whole_and_what_is_not_by_its_beginning() {
        assertThat(note(PLAIN, CONFINED))
                .isEqualTo(
                        "Automated note, not from the user: since this conversation began, \"Surroundings\" changed."
                                + "\nTrue from now on:\n- Commands run in a sandbox (strong): they write only in the folders above.");
        assertThat(note(CONFINED, PLAIN))
                .isEqualTo("Automated note, not from the user: since this conversation began, \"Surroundings\" changed."
                        + "\nNo longer true, whatever tools still offer:"
                        + "\n- Commands run in a sandbox (strong): they write only in the…");
    }

    @Test
    void it_is_told_once_and_again_when_it_changes_again() {
        String told = note(PLAIN, CONFINED);

        assertThat(note(PLAIN, CONFINED, told)).isEmpty();
        String back = note(PLAIN, PLAIN, told);
        assertThat(back).endsWith("is now again as it says.");
        assertThat(note(PLAIN, PLAIN, told, back)).isEmpty();
        assertThat(note(PLAIN, CONFINED, told, back)).isEqualTo(told);
    }
}
