package dev.lungo.tool;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The variables of this process that say where secrets are when they are not where they usually are. Its environment is looked at
 * when a command starts, and printed nowhere.
 */
public final class SecretVariables {
    private final Map<String, String> environment;

    /** @param environment read when it is asked for */
    public SecretVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Where the path below the home folder is, and where else a variable puts it. */
    Stream<Path> places(Path home, String name) {
        Stream<Path> moved = Known.FOLDERS.entrySet().stream()
                .filter(folder -> Path.of(name).startsWith(folder.getValue()))
                .flatMap(folder -> folder(folder.getKey())
                        .map(place -> place.resolve(Path.of(folder.getValue()).relativize(Path.of(name))))
                        .stream());
        Stream<Path> ofZsh =
                name.startsWith(".z") ? folder(Known.ZSH).map(place -> place.resolve(name)).stream() : Stream.empty();
        return Stream.of(Stream.of(home.resolve(name)), moved, ofZsh).flatMap(paths -> paths);
    }

    /** What variables name as a secret, whatever it is called. */
    Stream<Path> named(Path workingFolder) {
        return environment.entrySet().stream()
                .filter(one -> Known.FILES.contains(one.getKey())
                        || Known.FILE_OF_SECRET.matcher(one.getKey()).matches())
                .flatMap(one ->
                        Stream.of(one.getValue().replaceFirst("^FILE:", "").split(":", -1)))
                .filter(path -> !path.isBlank())
                .flatMap(path -> path(path).stream())
                .map(workingFolder::resolve);
    }

    private Optional<Path> folder(String variable) {
        return path(environment.getOrDefault(variable, "")).filter(Path::isAbsolute);
    }

    private static Optional<Path> path(String value) {
        try {
            return Optional.of(Path.of(value));
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }

    /** What is known of them, in a class of its own: a start needs none of it. */
    private static final class Known {
        /** With what usually is the folder, below the home folder. */
        static final Map<String, String> FOLDERS = Map.ofEntries(
                Map.entry("XDG_CONFIG_HOME", ".config"),
                Map.entry("XDG_DATA_HOME", ".local/share"),
                Map.entry("XDG_STATE_HOME", ".local/state"),
                Map.entry("XDG_CACHE_HOME", ".cache"),
                Map.entry("GNUPGHOME", ".gnupg"),
                Map.entry("PASSWORD_STORE_DIR", ".password-store"),
                Map.entry("AZURE_CONFIG_DIR", ".azure"),
                Map.entry("CLOUDSDK_CONFIG", ".config/gcloud"),
                Map.entry("PULUMI_HOME", ".pulumi"),
                Map.entry("DBT_PROFILES_DIR", ".dbt"),
                Map.entry("DOCKER_CONFIG", ".docker"),
                Map.entry("HELM_CONFIG_HOME", ".config/helm"),
                Map.entry("GH_CONFIG_DIR", ".config/gh"),
                Map.entry("GLAB_CONFIG_DIR", ".config/glab-cli"),
                Map.entry("CARGO_HOME", ".cargo"),
                Map.entry("COMPOSER_HOME", ".config/composer"),
                Map.entry("POETRY_CONFIG_DIR", ".config/pypoetry"),
                Map.entry("HF_HOME", ".cache/huggingface"),
                Map.entry("KAGGLE_CONFIG_DIR", ".kaggle"),
                Map.entry("CLAUDE_CONFIG_DIR", ".claude"),
                Map.entry("CODEX_HOME", ".codex"));

        /** Of zsh alone: the home folder for its own files. */
        static final String ZSH = "ZDOTDIR";

        /** Each names a file, several of them with colons between, or a folder. */
        static final List<String> FILES = List.of(
                "GOOGLE_APPLICATION_CREDENTIALS",
                "AWS_CONFIG_FILE",
                "KUBECONFIG",
                "BOTO_CONFIG",
                "OCI_CLI_CONFIG_FILE",
                "RCLONE_CONFIG",
                "TF_CLI_CONFIG_FILE",
                "REGISTRY_AUTH_FILE",
                "NPM_CONFIG_USERCONFIG",
                "npm_config_userconfig",
                "NETRC",
                "PGPASSFILE",
                "KRB5CCNAME",
                "KRB5_KTNAME",
                "XAUTHORITY",
                "CREDENTIALS_DIRECTORY",
                "HISTFILE",
                "PYTHON_HISTORY",
                "NODE_REPL_HISTORY",
                "PSQL_HISTORY",
                "MYSQL_HISTFILE",
                "SQLITE_HISTORY",
                "REDISCLI_HISTFILE");

        /** By what it is called: {@code AWS_SHARED_CREDENTIALS_FILE}, {@code VAULT_TOKEN_FILE}, {@code SOPS_AGE_KEY_FILE}. */
        static final Pattern FILE_OF_SECRET =
                Pattern.compile("(?:.*_)?(?:TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|KEY)S?_(?:FILE|PATH)");
    }
}
