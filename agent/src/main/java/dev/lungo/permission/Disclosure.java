package dev.lungo.permission;

import java.nio.file.Path;
import java.util.Optional;

/** What the words of a harmless command make it show that is nobody's business: secrets, and what programs keep for themselves. */
final class Disclosure {
    private static final String INCLUDE = "--include=";

    private Disclosure() {}

    static Optional<String> by(Call call) {
        boolean compares = compares(call);
        for (Argument word : call.arguments()) {
            String value = word.value();
            // What stands behind u is a user's name, or more letters in which e means the environment.
            if (call.program().equals("ps") && value.matches("-[^-]*u[^-]*e.*")) {
                return Optional.of("it may show the environment of every program");
            }
            if (value.startsWith(INCLUDE) && isSecret(value.substring(INCLUDE.length()))) {
                return Optional.of("it looks into files that may hold secrets");
            }
            Optional<String> secret = compares ? Optional.empty() : SecretNames.named(word.written());
            if (secret.isPresent()) {
                return secret.map(name -> "it shows " + name + ", which may hold a secret");
            }
        }
        return Optional.empty();
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

    private static boolean isSecret(String pattern) {
        return SecretNames.file(Path.of(pattern.replaceAll("[*?\\x00]", "")));
    }
}
