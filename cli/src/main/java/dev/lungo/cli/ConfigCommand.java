package dev.lungo.cli;

import dev.lungo.settings.Key;
import dev.lungo.settings.Schema;
import dev.lungo.settings.Source;
import dev.lungo.tool.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code lungo config …}: shows settings and changes them.
 *
 * @param verb what to do
 * @param key empty for all of them
 * @param values what was typed behind it
 * @param place whose file is changed
 * @param given the value of {@code --settings}, for what is shown
 */
record ConfigCommand(
        Verb verb, Optional<Key> key, List<String> values, Source place, boolean json, Optional<String> given) {
    private static final Map<Flag, Source> PLACES =
            Map.of(Flag.USER, Source.USER, Flag.PROJECT, Source.PROJECT, Flag.LOCAL, Source.LOCAL);

    /** What can be done. */
    enum Verb {
        LIST,
        GET,
        SET,
        UNSET,
        ADD,
        REMOVE,
        SCHEMA;

        String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean changes() {
            return switch (this) {
                case SET, UNSET, ADD, REMOVE -> true;
                case LIST, GET, SCHEMA -> false;
            };
        }
    }

    /**
     * Reads the command line.
     *
     * @throws UsageException where it cannot be served
     */
    static ConfigCommand of(CommandLine line) {
        List<String> words = line.words();
        Verb verb = words.size() < 2 ? Verb.LIST : verb(words.get(1));
        List<Source> places = Stream.of(Flag.USER, Flag.PROJECT, Flag.LOCAL)
                .filter(line::has)
                .map(PLACES::get)
                .toList();
        if (places.size() > 1) {
            throw new UsageException("--user, --project and --local are three files: name one of them");
        }
        if (!places.isEmpty() && !verb.changes()) {
            throw new UsageException(
                    "lungo config " + verb.spelling() + " shows what counts, of all files together: it takes no " + "--"
                            + places.getFirst().spelling());
        }
        List<String> values = new ArrayList<>(words.subList(Math.min(words.size(), 3), words.size()));
        var command = new ConfigCommand(
                verb,
                words.size() < 3 ? Optional.empty() : Optional.of(key(words.get(2))),
                values,
                places.isEmpty() ? Source.USER : places.getFirst(),
                line.has(Flag.JSON),
                line.value(Flag.SETTINGS));
        command.check();
        return command;
    }

    private static Verb verb(String word) {
        List<String> spellings =
                Arrays.stream(Verb.values()).map(Verb::spelling).toList();
        int place = spellings.indexOf(word);
        if (place >= 0) {
            return Verb.values()[place];
        }
        throw new UsageException("lungo config has no '" + word + "'"
                + Nearest.to(word, spellings)
                        .map(meant -> ": did you mean '" + meant + "'?")
                        .orElse(" (" + String.join(", ", spellings) + ")"));
    }

    private static Key key(String word) {
        String group = Arrays.stream(Key.values())
                .map(Key::spelling)
                .filter(spelling -> spelling.startsWith(word + "."))
                .collect(Collectors.joining(", "));
        if (!group.isEmpty()) {
            throw new UsageException("'" + word + "' is a group of settings; name one of them: " + group);
        }
        return Key.of(word)
                .orElseThrow(() -> new UsageException("there is no setting '" + word + "'"
                        + Key.nearest(word)
                                .map(meant -> ": did you mean '" + meant + "'?")
                                .orElse("")
                        + " (lungo config lists them)"));
    }

    private void check() {
        String usage = switch (verb) {
            case LIST, SCHEMA -> "";
            case GET, UNSET -> " KEY";
            case SET -> " KEY VALUE";
            case ADD, REMOVE -> " KEY VALUE...";
        };
        boolean fits = switch (verb) {
            case LIST, SCHEMA -> key.isEmpty();
            case GET, UNSET -> key.isPresent() && values.isEmpty();
            case SET -> values.size() == 1;
            case ADD, REMOVE -> !values.isEmpty();
        };
        if (!fits) {
            throw new UsageException("this is written: lungo config " + verb.spelling() + usage
                    + (verb == Verb.SET && values.size() > 1 ? " (a value with blanks in quotes)" : ""));
        }
    }

    /** Whether a file of settings is written. */
    boolean changes() {
        return verb.changes();
    }

    int run(Surroundings surroundings) throws InterruptedException {
        if (verb == Verb.SCHEMA) {
            surroundings.print(Schema.text().stripTrailing());
            return ExitCode.OK;
        }
        return verb.changes()
                ? new ConfigChange(surroundings, place).run(verb, key.orElseThrow(), values)
                : new ConfigView(surroundings, given, json).print(key);
    }
}
