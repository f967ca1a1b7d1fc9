package dev.lungo.cli;

import dev.lungo.settings.Wish;
import dev.lungo.terminal.Harmless;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * As many wishes of a folder as a small terminal shows at once. A yes is for what stood there, so none is cut or left out.
 *
 * @param before how many stood on the pages before this one
 * @param all on all pages
 */
record TrustPage(List<Wish> wishes, int before, int all) {
    /** For the wishes themselves; a terminal of 24 rows has room for the rest as well. */
    private static final int ROWS = 12;

    private static final int COLUMNS = 80;
    private static final int MARGIN = 6;

    /** The pages in the order in which they are asked about: what gives away most stands first. */
    static List<TrustPage> of(List<Wish> wishes) {
        List<Wish> shown = wishes.stream()
                .filter(TrustPage::fits)
                .sorted(Wish.WEIGHTIEST_FIRST)
                .toList();
        var pages = new ArrayList<TrustPage>();
        int from = 0;
        while (from < shown.size()) {
            int to = from;
            int rows = 0;
            while (to < shown.size() && rows + rows(shown.get(to)) <= ROWS) {
                rows += rows(shown.get(to++));
            }
            pages.add(new TrustPage(shown.subList(from, to), from, shown.size()));
            from = to;
        }
        return pages;
    }

    /** What to say of those that no page has room for. */
    static Optional<String> tooLong(List<Wish> wishes) {
        List<String> names = wishes.stream()
                .filter(wish -> !fits(wish))
                .map(wish -> wish.setting() + " in " + wish.where())
                .distinct()
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("too long to be shown, so it does not count: " + String.join(", ", names)
                        + ". Read it; if you want all that this folder asks for: lungo --trust");
    }

    private static boolean fits(Wish wish) {
        return rows(wish) <= ROWS;
    }

    private static int rows(Wish wish) {
        int columns = MARGIN
                + Wish.LONGEST_NAME
                // What is no ASCII may be two columns wide.
                + wish.value().chars().map(c -> c <= '~' ? 1 : 2).sum();
        return (columns + COLUMNS - 1) / COLUMNS;
    }

    private int behind() {
        return all - before - wishes.size();
    }

    /** How a yes reads. */
    String consent() {
        return behind() == 0 ? "yes: they count from now on" : "yes: these count from now on, show what else it wants";
    }

    /** @param again whether the folder was trusted before they came */
    String text(Path folder, boolean again) {
        var text = new StringBuilder(beginning(again))
                .append(Harmless.exact(folder.toString()))
                .append('\n');
        int width =
                wishes.stream().mapToInt(wish -> wish.setting().length()).max().orElse(0);
        byFile().forEach((file, those) -> {
            text.append("  ").append(file).append('\n');
            for (Wish wish : those) {
                text.append("    ").append(wish.setting());
                text.repeat(' ', width - wish.setting().length() + 2).append(wish.value());
                text.append('\n');
            }
        });
        if (all > wishes.size()) {
            text.append("  (").append(before + 1).append(" to ").append(before + wishes.size());
            text.append(" of ").append(all).append(", what gives away most first; a yes is for these alone)\n");
        }
        return text.toString();
    }

    private String beginning(boolean again) {
        if (before > 0) {
            return "What else it wants, this folder: ";
        }
        return again
                ? "This folder has settings that you did not write, and have not been asked about. They count only if you trust it: "
                : "This folder has settings of its own, which count only if you trust it: ";
    }

    private Map<String, List<Wish>> byFile() {
        return wishes.stream().collect(Collectors.groupingBy(Wish::where, LinkedHashMap::new, Collectors.toList()));
    }
}
