package dev.lungo.permission;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the files that a pattern of the shell means at this moment. */
final class Expanding {
    private final List<Path> found = new ArrayList<>();
    private final LookedUp budget;

    private Expanding(LookedUp budget) {
        this.budget = budget;
    }

    /** The names, and the pattern itself, which it means where nothing fits; empty where there are too many to look at. */
    static Optional<List<Path>> names(Path folder, String pattern, LookedUp budget) throws IOException {
        var expanding = new Expanding(budget);
        List<NamePattern> names = new ArrayList<>();
        for (String name : pattern.split("/", -1)) {
            if (!name.isEmpty()) {
                names.add(new NamePattern(widened(name)));
            }
        }
        expanding.found.add(folder.resolve(pattern));
        expanding.walk(pattern.startsWith("/") ? Path.of("/") : folder, names);
        return budget.tooMuch() ? Optional.empty() : Optional.of(expanding.found);
    }

    /** With brackets in it, whose rules are many, a name stands for whatever begins like it. */
    private static String widened(String name) {
        int bracket = name.indexOf('[');
        return bracket < 0 ? name : name.substring(0, bracket) + "*";
    }

    private void walk(Path folder, List<NamePattern> names) throws IOException {
        if (names.isEmpty()) {
            found.add(folder);
            return;
        }
        List<NamePattern> rest = names.subList(1, names.size());
        NamePattern name = names.getFirst();
        if (name.plain()) {
            walk(folder.resolve(name.text()), rest);
            return;
        }
        if (!Files.isDirectory(folder) || budget.tooMuch()) {
            return;
        }
        if (name.text().startsWith(".") && name.matches("..")) {
            walk(folder.resolve(".."), rest);
        }
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!budget.one()) {
                    return;
                }
                String shown = String.valueOf(entry.getFileName());
                if (!folder.resolve(shown).equals(entry)) {
                    throw new IOException("the name of " + entry + " is no text");
                }
                // How many characters such a name has is for each program to say.
                boolean plain = shown.chars().allMatch(c -> c < 128);
                if ((!plain || name.matches(shown))
                        && (!shown.startsWith(".") || name.text().startsWith("."))) {
                    walk(entry, rest);
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
    }
}
