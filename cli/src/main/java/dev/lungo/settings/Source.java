package dev.lungo.settings;

import dev.lungo.permission.PermissionRule;
import java.util.Locale;

/** Where a setting is written; what comes later counts more. */
public enum Source {
    /** Nowhere. */
    DEFAULT,
    /** The user's file, for every folder. */
    USER,
    /** The project's file, shared with everybody who works on it. */
    PROJECT,
    /** The user's own file in the project. */
    LOCAL,
    /** The {@code .env} of the working folder. */
    ENV_FILE,
    ENVIRONMENT,
    /** The value of {@code --settings}. */
    GIVEN,
    /** An option of the command line. */
    OPTION;

    /** What a rule that is written there says of its source. */
    PermissionRule.Source ofRules() {
        return switch (this) {
            case USER, DEFAULT -> PermissionRule.Source.USER;
            case PROJECT -> PermissionRule.Source.PROJECT;
            case LOCAL -> PermissionRule.Source.LOCAL;
            case ENV_FILE, ENVIRONMENT, GIVEN, OPTION -> PermissionRule.Source.FLAG;
        };
    }

    /** Whether others than the user may have written it, so that it counts only where the user trusts the folder. */
    boolean needsTrust() {
        return switch (this) {
            case PROJECT, LOCAL, ENV_FILE -> true;
            case DEFAULT, USER, ENVIRONMENT, GIVEN, OPTION -> false;
        };
    }

    /** For people. */
    public String spelling() {
        return switch (this) {
            case ENV_FILE -> ".env";
            case GIVEN -> "--settings";
            case DEFAULT, USER, PROJECT, LOCAL, ENVIRONMENT, OPTION -> name().toLowerCase(Locale.ROOT);
        };
    }
}
