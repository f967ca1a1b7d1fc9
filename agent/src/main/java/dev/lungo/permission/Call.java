package dev.lungo.permission;

import dev.lungo.shell.Invocation.Place;
import dev.lungo.shell.Redirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A simple command as it would run.
 *
 * @param at its place in the script
 * @param redefined whether the script has a function of its name
 */
record Call(
        List<Setting> settings,
        List<Argument> words,
        List<Redirection> redirections,
        Set<Place> places,
        int at,
        boolean redefined) {
    private static final int LONGEST = 80;

    private static final Set<String> STANDARD = Set.of("/bin/", "/usr/bin/", "/usr/local/bin/", "/sbin/", "/usr/sbin/");

    Call {
        settings = List.copyOf(settings);
        words = List.copyOf(words);
    }

    /** The program's name without its folder; empty where it is not known. */
    String program() {
        if (words.isEmpty() || !words.getFirst().constant()) {
            return "";
        }
        String name = words.getFirst().value();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    List<Argument> arguments() {
        return words.subList(Math.min(1, words.size()), words.size());
    }

    /** The command that this one runs with its words from a place on. */
    Call from(int word) {
        return with(settings, words.subList(word, words.size()));
    }

    Call with(List<Setting> otherSettings, List<Argument> otherWords) {
        return new Call(otherSettings, otherWords, List.of(), places, at, false);
    }

    /** Whether the program is looked for where the system has its programs. */
    boolean isStandard() {
        String name = words.isEmpty() ? "" : words.getFirst().value();
        return name.indexOf('/') < 0 || STANDARD.contains(name.substring(0, name.lastIndexOf('/') + 1));
    }

    /** The same under the program's bare name. */
    Call bare() {
        if (words.isEmpty() || words.getFirst().is(program())) {
            return this;
        }
        List<Argument> named = new ArrayList<>(words);
        named.set(0, Argument.of(program()));
        return with(settings, named);
    }

    /** As rules see it. */
    CommandText text(boolean withSettings) {
        var all = new ArrayList<String>();
        if (withSettings) {
            settings.forEach(setting -> all.add(setting.text()));
        }
        words.forEach(word -> all.add(word.text()));
        return new CommandText(String.join(" ", all));
    }

    /** For people, on one line. */
    String shown() {
        String written = settings.stream()
                        .map(setting -> setting.name() + "=" + setting.value().orElse("…") + " ")
                        .collect(Collectors.joining())
                + words.stream().map(Argument::written).collect(Collectors.joining(" "));
        String line = written.strip().replaceAll("\\s*\\R\\s*", " ⏎ ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
