package dev.lungo.permission;

import java.util.Set;
import java.util.TreeSet;

/** Reads the sets of names that tables in the code are made of. */
final class Words {
    private Words() {}

    /** Names divided by spaces and line breaks. */
    static Set<String> of(String text) {
        return Set.of(text.strip().split("\\s+", -1));
    }

    /** Names that may hold spaces, divided by commas. */
    static Set<String> ofPhrases(String text) {
        var names = new TreeSet<String>();
        for (String name : text.split(",", -1)) {
            names.add(name.strip());
        }
        return Set.copyOf(names);
    }
}
