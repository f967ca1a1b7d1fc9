package dev.lungo.permission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The commands that are known to change nothing: {@code read-only-commands.txt}, read when the first command is judged. */
final class ReadOnlyCommands {
    private static final String FILE = "read-only-commands.txt";

    /** Loaded when it is first needed: no agent needs it to start. */
    private static final class Loaded {
        static final ReadOnlyCommands ALL = read();
    }

    private final Map<String, KnownCommand> byName;

    private ReadOnlyCommands(Map<String, KnownCommand> byName) {
        this.byName = byName;
    }

    static ReadOnlyCommands all() {
        return Loaded.ALL;
    }

    private static ReadOnlyCommands read() {
        try (var in = Objects.requireNonNull(ReadOnlyCommands.class.getResourceAsStream(FILE), FILE);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return of(lines.lines().toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(FILE, unreadable);
        }
    }

    private static ReadOnlyCommands of(List<String> lines) {
        var byName = new HashMap<String, KnownCommand>();
        var shared = new HashMap<String, String[]>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("@")) {
                int space = line.indexOf(' ');
                shared.put(line.substring(0, space), line.substring(space + 1).split(" \\| ", -1));
                continue;
            }
            String[] columns = line.split(" *\\| *", 5);
            var options = KnownOptions.of(with(columns[1], shared, 0), with(columns[2], shared, 1));
            for (String name : columns[0].split(",", -1)) {
                byName.put(name, KnownCommand.of(name, options, columns[3]));
            }
        }
        return new ReadOnlyCommands(Map.copyOf(byName));
    }

    /** What is known of a command line, by its first words; more words count before fewer. */
    Optional<KnownCommand> find(List<Argument> words) {
        var name = new StringBuilder();
        Optional<KnownCommand> found = Optional.empty();
        for (int at = 0; at < Math.min(3, words.size()) && isName(words.get(at)); at++) {
            name.append(at == 0 ? "" : " ").append(words.get(at).value());
            found = Optional.ofNullable(byName.get(name.toString())).or(keeping(found));
        }
        return found;
    }

    /** A word with a blank in it is not two. */
    private static boolean isName(Argument word) {
        return word.constant() && word.value().indexOf(' ') < 0;
    }

    private static Supplier<Optional<KnownCommand>> keeping(Optional<KnownCommand> before) {
        return () -> before;
    }

    private static String with(String column, Map<String, String[]> shared, int index) {
        String all = column;
        for (Map.Entry<String, String[]> entry : shared.entrySet()) {
            all = all.replace(entry.getKey(), entry.getValue()[index]);
        }
        return all;
    }
}
