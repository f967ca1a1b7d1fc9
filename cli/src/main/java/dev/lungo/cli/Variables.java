package dev.lungo.cli;

import java.util.Map;
import java.util.Optional;

/**
 * Settings by name: the environment first, then the {@code .env} of the working folder. An empty value counts as none.
 *
 * @param environment of the process
 */
record Variables(Map<String, String> environment, DotEnv file) {
    /** Where a value came from. */
    enum Origin {
        ENVIRONMENT,
        FILE
    }

    /** A value that is set. */
    record Found(String name, String value, Origin origin) {
        /** Without what may be secret. */
        @Override
        public String toString() {
            return name + " from " + origin;
        }
    }

    /** The first of the names that the environment has, else the first that the file has. */
    Optional<Found> find(String... names) {
        Optional<Found> found = find(environment, Origin.ENVIRONMENT, names);
        return found.isPresent() ? found : find(file.values(), Origin.FILE, names);
    }

    /** The token of the user's own that a key of the file would take the place of; empty where it does not. */
    Optional<Found> displaced() {
        boolean keyOfFile = find("ANTHROPIC_API_KEY")
                .filter(key -> key.origin() == Origin.FILE)
                .isPresent();
        return keyOfFile ? find(environment, Origin.ENVIRONMENT, "ANTHROPIC_AUTH_TOKEN") : Optional.empty();
    }

    private static Optional<Found> find(Map<String, String> values, Origin origin, String... names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(new Found(name, value.strip(), origin));
            }
        }
        return Optional.empty();
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "Variables[" + file + "]";
    }
}
