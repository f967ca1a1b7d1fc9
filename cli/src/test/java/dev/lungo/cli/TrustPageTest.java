package dev.lungo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungo.settings.Wish;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a person is shown of a folder's wishes before they say yes. */
final class TrustPageTest {
    private static final Path FOLDER = Path.of("/home/u/clone");
    private static final String FILE = ".lungo/settings.json";

    @Test
    void a_few_stand_on_one_page_file_by_file_and_what_gives_away_most_first() {
        List<TrustPage> pages = TrustPage.of(List.of(
                wish("model", "opus"),
                wish("permissions.allow", "bash(npm test)"),
                wish("permissions.allow", "bash"),
                new Wish(".env", "ANTHROPIC_BASE_URL", "https://gate.example"),
                wish("permissions.defaultMode", "bypassPermissions")));

        assertThat(pages).hasSize(1);
        assertThat(pages.getFirst().consent()).isEqualTo("yes: they count from now on");
        assertThat(pages.getFirst().text(FOLDER, false)).isEqualTo("""
                        This folder has settings of its own, which count only if you trust it: /home/u/clone
                          .env
                            ANTHROPIC_BASE_URL       https://gate.example
                          .lungo/settings.json
                            permissions.defaultMode  bypassPermissions
                            permissions.allow        bash
                            permissions.allow        bash(npm test)
                            model                    opus
                        """);
    }

    @Test
    void nothing_can_be_buried_under_many_others_each_page_asks_for_what_it_shows() {
        var wishes = new ArrayList<>(rules(20));
        wishes.add(wish("permissions.allow", "bash(*)"));
        wishes.add(wish("sandbox.writable", "/home/u"));

        List<TrustPage> pages = TrustPage.of(wishes);

        assertThat(pages.getFirst().wishes())
                .hasSize(12)
                .startsWith(wish("sandbox.writable", "/home/u"), wish("permissions.allow", "bash(*)"));
        assertThat(pages.getFirst().text(FOLDER, true))
                .startsWith("This folder has settings that you did not write")
                .endsWith("  (1 to 12 of 22, what gives away most first; a yes is for these alone)\n");
        assertThat(pages.getFirst().consent()).isEqualTo("yes: these count from now on, show what else it wants");
        assertThat(pages.getLast().text(FOLDER, true))
                .startsWith("What else it wants, this folder: /home/u/clone\n")
                .endsWith("  (13 to 22 of 22, what gives away most first; a yes is for these alone)\n");
        assertThat(pages.stream().flatMap(page -> page.wishes().stream())).containsExactlyInAnyOrderElementsOf(wishes);
    }

    @Test
    void a_value_that_would_fill_the_screen_is_no_part_of_any_yes() {
        Wish broad = wish("permissions.allow", "bash(echo " + "x".repeat(400) + ")");
        Wish vast = wish("permissions.allow", "bash(echo " + "漢".repeat(500) + ")");
        Wish plain = wish("model", "opus");

        assertThat(TrustPage.of(List.of(broad, vast, plain)).stream().flatMap(page -> page.wishes().stream()))
                .containsExactly(broad, plain);
        assertThat(TrustPage.tooLong(List.of(broad, vast, plain)))
                .contains(
                        "too long to be shown, so it does not count: permissions.allow in .lungo/settings.json. Read it;"
                                + " if you want all that this folder asks for: lungo --trust");
        assertThat(TrustPage.tooLong(List.of(broad, plain))).isEmpty();
    }

    @Test
    void the_name_of_the_folder_makes_no_line_and_no_colour() {
        String text = TrustPage.of(List.of(wish("model", "opus")))
                .getFirst()
                .text(Path.of("/home/u/nice\033[30;40m\nlungo: all is well"), false);

        assertThat(text).contains("/home/u/nice␛[30;40m⏎lungo: all is well\n").doesNotContain("\033", "\nlungo:");
    }

    private static List<Wish> rules(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> wish("permissions.allow", "bash(echo " + i + ")"))
                .toList();
    }

    private static Wish wish(String setting, String value) {
        return new Wish(FILE, setting, value);
    }
}
