package dev.lungo.cli;

import dev.lungo.settings.Wish;
import dev.lungo.terminal.ChoiceList;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows the person at the terminal what a folder wants, and asks; a no is for this run only. */
record TrustPrompt(Surroundings surroundings) implements TrustQuestion {
    private static final int MOST = 40;

    @Override
    public boolean isGranted(List<Wish> wishes, boolean again) {
        surroundings.print(text(surroundings.workingFolder(), wishes, again));
        return ChoiceList.pick(
                        "Do you trust this folder?",
                        List.of("no: go on without them", "yes: they count from now on"),
                        surroundings.colour(Descriptor.OUT))
                .filter(entry -> entry == 1)
                .isPresent();
    }

    static String text(Path folder, List<Wish> wishes, boolean again) {
        var text = new StringBuilder();
        text.append(
                again
                        ? "This folder has settings that you did not write, and have not been asked about. They count only if you trust it: "
                        : "This folder has settings of its own, which count only if you trust it: ");
        text.append(folder).append('\n');
        int width =
                wishes.stream().mapToInt(wish -> wish.setting().length()).max().orElse(0);
        byFile(wishes.subList(0, Math.min(wishes.size(), MOST))).forEach((file, those) -> {
            text.append("  ").append(file).append('\n');
            for (Wish wish : those) {
                text.append("    ").append(wish.setting());
                text.repeat(' ', width - wish.setting().length() + 2).append(wish.value());
                text.append('\n');
            }
        });
        if (wishes.size() > MOST) {
            text.append("  and ").append(wishes.size() - MOST).append(" more: read the files first\n");
        }
        return text.toString();
    }

    /** On one line, for where nobody can be asked. */
    static String line(List<Wish> wishes, boolean again) {
        return (again ? "new settings of this folder do" : "this folder's own settings do")
                + " not count until you trust it: "
                + wishes.stream()
                        .limit(5)
                        .map(wish -> wish.where() + " wants " + wish.setting() + " " + shortened(wish.value()))
                        .collect(Collectors.joining("; "))
                + (wishes.size() > 5 ? "; and " + (wishes.size() - 5) + " more" : "")
                + ". If you trust this folder, say so once: lungo --trust";
    }

    private static String shortened(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "…";
    }

    private static Map<String, List<Wish>> byFile(List<Wish> wishes) {
        return wishes.stream().collect(Collectors.groupingBy(Wish::where, LinkedHashMap::new, Collectors.toList()));
    }
}
