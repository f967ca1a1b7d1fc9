package dev.lungo.permission;

import dev.lungo.shell.Word;
import dev.lungo.shell.WordPart;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that hold secrets by their names, and variables that do. */
final class SecretNames {
    private static final Set<String> FOLDERS = Set.of(".ssh", ".aws", ".gnupg", ".kube", ".azure", ".password-store");
    private static final Set<String> FILES = Set.of(
            ".netrc",
            ".npmrc",
            ".pypirc",
            ".pgpass",
            ".my.cnf",
            ".git-credentials",
            ".htpasswd",
            ".dockercfg",
            "credentials",
            "credentials.json",
            "environ");
    private static final List<NamePattern> PATTERNS = List.of(
            new NamePattern("id_[rde]*"),
            new NamePattern("*.pem"),
            new NamePattern("*.key"),
            new NamePattern("*.p12"),
            new NamePattern("*.pfx"),
            new NamePattern("*.keystore"),
            new NamePattern("*.jks"),
            new NamePattern("*.kdbx"),
            new NamePattern("*.tfvars"),
            new NamePattern("*.tfstate"));
    private static final Set<String> SAMPLES = Set.of(
            ".env.example", ".env.sample", ".env.template", ".env.dist", ".env-example", ".env-sample", ".env_example");
    private static final Pattern ENVIRONMENT = Pattern.compile("\\.env([._~-].*)?");
    private static final List<String> VARIABLES =
            List.of("KEY", "TOKEN", "SECRET", "PASS", "CREDENTIAL", "AUTH", "COOKIE", "WEBHOOK", "DSN");
    /** Addresses of stores of data, which have passwords in them, and short forms of the words above. */
    private static final Pattern VARIABLE =
            Pattern.compile("(.*_)?(PAT|PWD)|.*(DATABASE|DB|REDIS|MONGO|POSTGRES|MYSQL|AMQP|RABBIT|JDBC).*_UR[LI]");

    private static final Pattern EXPANDED = Pattern.compile("\\$\\{?[#!]?([A-Za-z_][A-Za-z0-9_]*)");

    private SecretNames() {}

    /** Whether a path is likely to hold a secret. */
    static boolean file(Path path) {
        for (Path part : path) {
            if (FOLDERS.contains(part.toString())) {
                return true;
            }
        }
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".pub")) {
            return false;
        }
        // The addresses of remotes may hold passwords.
        boolean settings = name.equals(".git")
                || (name.startsWith("config") && path.normalize().toString().matches("(.*/)?\\.git/.*"));
        boolean environment = ENVIRONMENT.matcher(name).matches() && !SAMPLES.contains(name);
        return environment
                || settings
                || (name.endsWith(".env") && !name.equals("sample.env") && !name.equals("example.env"))
                || FILES.contains(name)
                || PATTERNS.stream().anyMatch(pattern -> pattern.matches(name));
    }

    /** The variable in a text of the shell that is likely to hold a secret. */
    static Optional<String> named(String written) {
        return EXPANDED.matcher(written)
                .results()
                .map(match -> match.group(1))
                .filter(SecretNames::variable)
                .findFirst();
    }

    /** The variable that a word is made of and that is likely to hold a secret. */
    static Optional<String> in(Word word) {
        return in(word.parts());
    }

    private static Optional<String> in(List<WordPart> parts) {
        return parts.stream()
                .filter(WordPart.Parameter.class::isInstance)
                .map(WordPart.Parameter.class::cast)
                .flatMap(parameter -> Stream.concat(Stream.of(parameter.name()), in(parameter.inside()).stream()))
                .filter(SecretNames::variable)
                .findFirst();
    }

    /** Whether a variable is likely to hold a secret. */
    static boolean variable(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        boolean folder = upper.equals("PWD") || upper.equals("OLDPWD");
        return !folder
                && (VARIABLES.stream().anyMatch(upper::contains)
                        || VARIABLE.matcher(upper).matches());
    }
}
