package dev.lungo.cli;

import dev.lungo.settings.Wish;
import dev.lungo.terminal.ChoiceList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Shows the person at the terminal what a folder wants, page by page, and asks; a no is for this run only. */
record TrustPrompt(Surroundings surroundings) implements TrustQuestion {
    @Override
    public List<Wish> granted(List<Wish> wishes, boolean again) {
        var granted = new ArrayList<Wish>();
        for (TrustPage page : TrustPage.of(wishes)) {
            surroundings.print(page.text(surroundings.workingFolder(), again));
            if (!isYes(page)) {
                return granted;
            }
            granted.addAll(page.wishes());
        }
        TrustPage.tooLong(wishes).ifPresent(surroundings::say);
        return granted;
    }

    private boolean isYes(TrustPage page) {
        return ChoiceList.pick(
                        "Do you trust this folder?",
                        List.of("no: go on without them", page.consent()),
                        surroundings.colour(Descriptor.OUT))
                .filter(entry -> entry == 1)
                .isPresent();
    }

    /** On one line, for where nobody can be asked. */
    static String line(List<Wish> wishes, boolean again) {
        return (again ? "new settings of this folder do" : "this folder's own settings do")
                + " not count until you trust it: "
                + wishes.stream()
                        .sorted(Wish.WEIGHTIEST_FIRST)
                        .limit(5)
                        .map(wish -> wish.where() + " wants " + wish.setting() + " " + shortened(wish.value()))
                        .collect(Collectors.joining("; "))
                + (wishes.size() > 5 ? "; and " + (wishes.size() - 5) + " more" : "")
                + ". If you trust this folder, say so once: lungo --trust";
    }

    private static String shortened(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "…";
    }
}
