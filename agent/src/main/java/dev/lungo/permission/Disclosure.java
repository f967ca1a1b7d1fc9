package dev.lungo.permission;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the words of a harmless command make it show that is nobody's business: secrets, and what programs keep for themselves. */
final class Disclosure {
    private static final Pattern INCLUDE = Pattern.compile("--include=?(.*)");

    /** By program: the option that picks the files to look into, its value attached or as the next word. */
    private static final Map<String, Pattern> PICKING = Map.of(
            "grep",
            INCLUDE,
            "egrep",
            INCLUDE,
            "fgrep",
            INCLUDE,
            "rg",
            Pattern.compile("(?:--i?glob=?|-[a-zA-Z.]*g)(.*)"));

    private Disclosure() {}

    static Optional<String> by(Call call) {
        boolean compares = compares(call);
        if (call.program().equals("ps") && mayShowEnvironments(call.arguments())) {
            return Optional.of("it may show the environment of every program");
        }
        if (picksSecrets(call)) {
            return Optional.of("it looks into files that may hold secrets");
        }
        for (Argument word : call.arguments()) {
            Optional<String> secret = compares ? Optional.empty() : SecretNames.named(word.written());
            if (secret.isPresent()) {
                return secret.map(name -> "it shows " + name + ", which may hold a secret");
            }
        }
        return Optional.empty();
    }

    /** What the shell itself shows: by {@code set -x} whatever stands in a command, by a pattern that fits what fits it. */
    static Optional<String> byShell(ReadLine line, String text) {
        boolean traces = line.calls().stream()
                .filter(call -> call.program().equals("set"))
                .flatMap(call -> call.arguments().stream())
                .anyMatch(word -> !word.constant() || word.value().matches("-[A-Za-z]*x.*|xtrace"));
        Optional<String> secret = SecretNames.named(text);
        if (traces && secret.isPresent()) {
            return secret.map(name -> "each command is shown, and with it " + name + ", which may hold a secret");
        }
        return secret.filter(_ -> text.contains("BASH_REMATCH"))
                .map(name -> "it may show " + name + ", which may hold a secret");
    }

    /**
     * Where it does not understand its options, {@code ps} reads all letters in another way, in which e means environments:
     * only the plainest forms with that letter are sure.
     */
    private static boolean mayShowEnvironments(List<Argument> words) {
        List<String> options = words.stream()
                .map(Argument::value)
                .filter(value -> value.matches("-[^-].*"))
                .toList();
        boolean plain = options.stream().allMatch(option -> option.matches("-[efFlLjHTwA]+o?|-[opCuUtG]"))
                && !words.isEmpty()
                && !words.getLast().value().matches("-[^-]*[opCuUtG]");
        return !plain && options.stream().anyMatch(option -> option.indexOf('e') >= 0);
    }

    /** What the variables that a call sets are given, where that has to be kept: under their names nobody would see it. */
    static Optional<String> copied(Call call) {
        return call.settings().stream()
                .flatMap(setting -> setting.copied().stream())
                .findFirst()
                .map(name -> "it copies " + name + ", which may hold a secret");
    }

    /** A text that is no number would be shown where one is expected. */
    private static boolean compares(Call call) {
        return (call.program().equals("test") || call.program().equals("["))
                && call.arguments().stream().noneMatch(word -> word.value().matches("-(eq|ne|lt|le|gt|ge|t)"));
    }

    private static boolean picksSecrets(Call call) {
        Pattern option = PICKING.get(call.program());
        List<Argument> words = call.arguments();
        for (int at = 0; option != null && at < words.size(); at++) {
            var picks = option.matcher(words.get(at).value());
            if (picks.matches() && (isUnknown(words.get(at)) || picksSecrets(picks.group(1), words, at + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean picksSecrets(String attached, List<Argument> words, int next) {
        if (!attached.isEmpty() || next == words.size()) {
            return picks(attached);
        }
        return isUnknown(words.get(next)) || picks(words.get(next).value());
    }

    private static boolean picks(String pattern) {
        return !pattern.startsWith("!") && SecretPatterns.pick(pattern);
    }

    private static boolean isUnknown(Argument word) {
        return !word.constant() && word.kind() != Argument.Kind.PATTERN;
    }
}
