package dev.lungo.permission;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Patterns by which a program picks out files that may hold secrets. One that fits nearly every name picks out none. */
final class SecretPatterns {
    /** Any pattern that fits it, fits what else is in a project. */
    private static final String ORDINARY = "package.json";

    private static final List<String> NAMES = List.of(
            ".env",
            ".env.local",
            ".env.production",
            ".env.development",
            ".env~",
            ".env-production",
            ".env_local",
            ".netrc",
            ".npmrc",
            ".pypirc",
            ".pgpass",
            ".git-credentials",
            ".htpasswd",
            "credentials",
            "credentials.json",
            "id_rsa",
            "id_dsa",
            "id_ecdsa",
            "id_ed25519");

    private static final List<String> ENDINGS =
            List.of(".env", ".pem", ".key", ".p12", ".pfx", ".keystore", ".jks", ".kdbx", ".tfvars", ".tfstate");

    private static final Set<String> FOLDERS =
            Set.of("secret", "secrets", ".ssh", ".aws", ".gnupg", ".kube", ".azure", ".password-store");

    /** In an expression, which is not taken apart. */
    private static final Pattern MENTIONED = Pattern.compile(
            "env|pem|key|p12|pfx|jks|kdbx|tfvars|tfstate|rsa|dsa|ed25519|credential|secret|netrc|npmrc|ssh|aws|gnupg|kube");

    private SecretPatterns() {}

    /** Whether a pattern of names, or of paths, picks out such files. */
    static boolean pick(String pattern) {
        String[] names = pattern.toLowerCase(Locale.ROOT).split("/", -1);
        for (int at = 0; at < names.length - 1; at++) {
            var folder = new NamePattern(names[at]);
            if (!folder.matches(ORDINARY) && FOLDERS.stream().anyMatch(folder::matches)) {
                return true;
            }
        }
        return name(names[names.length - 1]);
    }

    /** Whether a pattern or a path of a rule means such files and few others. */
    static boolean named(String specifier) {
        return pick(specifier)
                || (specifier.chars().noneMatch(c -> "*?[".indexOf(c) >= 0) && SecretNames.file(Path.of(specifier)));
    }

    /** Whether a regular expression of paths speaks of such files. */
    static boolean mentioned(String expression) {
        return MENTIONED.matcher(expression.toLowerCase(Locale.ROOT)).find();
    }

    private static boolean name(String text) {
        var pattern = new NamePattern(text);
        if (pattern.matches(ORDINARY)) {
            return false;
        }
        return pattern.plain()
                ? plain(text)
                : NAMES.stream().anyMatch(pattern::matches)
                        || FOLDERS.stream().anyMatch(pattern::matches)
                        || ENDINGS.stream().anyMatch(ending -> mayEnd(text, ending));
    }

    private static boolean plain(String name) {
        try {
            return SecretNames.file(Path.of(name));
        } catch (InvalidPathException noName) {
            return false;
        }
    }

    /** Whether something that the pattern fits ends so: the end of the pattern does, and is not just anything. */
    private static boolean mayEnd(String pattern, String ending) {
        return IntStream.range(0, pattern.length())
                .mapToObj(pattern::substring)
                .anyMatch(end -> !end.matches("\\*+") && new NamePattern(end).matches(ending));
    }
}
