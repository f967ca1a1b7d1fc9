package dev.lungo.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Files that decide what programs run later, without anybody starting them: they are never written unasked. Paths are lower
 * case, with {@code /} between their names; a folder stands for all that is in it.
 */
public final class GuardedPaths {
    /** Below any folder of a project, for those who cannot guard all of {@code .git}: git itself writes there. */
    public static final List<String> IN_PROJECT = List.of(
            ".git/hooks",
            ".git/config",
            ".git/config.worktree",
            ".git/info/attributes",
            ".lungo",
            ".envrc",
            ".vscode",
            ".idea",
            ".devcontainer",
            ".husky",
            ".npmrc",
            ".yarnrc",
            ".yarnrc.yml",
            ".pnpmfile.cjs",
            ".pypirc",
            "pip.conf",
            ".cargo/config",
            ".cargo/config.toml",
            ".mvn/extensions.xml",
            ".mvn/jvm.config",
            ".mvn/maven.config",
            ".mvn/wrapper/maven-wrapper.properties",
            ".pre-commit-config.yaml",
            ".gitconfig",
            ".gitmodules");

    /** Below the home folder. */
    public static final List<String> AT_HOME = List.of(
            ".bashrc",
            ".bash_profile",
            ".bash_login",
            ".bash_logout",
            ".bash_aliases",
            ".profile",
            ".zshrc",
            ".zshenv",
            ".zprofile",
            ".zlogin",
            ".zlogout",
            ".config/fish",
            ".inputrc",
            ".xprofile",
            ".xinitrc",
            ".pam_environment",
            ".config/autostart",
            ".config/systemd",
            ".config/environment.d",
            ".local/bin",
            "bin",
            ".ssh",
            ".gnupg",
            ".gitconfig",
            ".config/git",
            ".config/lungo",
            ".local/state/lungo",
            ".npmrc",
            ".config/pip",
            ".cargo/config.toml",
            ".cargo/bin",
            ".m2/settings.xml",
            ".gradle/init.d",
            ".vimrc",
            ".config/nvim",
            ".tmux.conf");

    private GuardedPaths() {}

    /** What guards a path, such as {@code .git}; empty where nothing does. */
    public static Optional<String> guarding(Path path, Path home) {
        if (path.startsWith(home)) {
            String below = names(home.relativize(path));
            for (String guarded : AT_HOME) {
                if ((below + "/").startsWith(guarded + "/")) {
                    return Optional.of("~/" + guarded);
                }
            }
        }
        String names = "/" + names(path) + "/";
        if (names.contains("/.git/")) {
            return Optional.of(".git");
        }
        return IN_PROJECT.stream()
                .filter(guarded -> names.contains("/" + guarded + "/"))
                .findFirst();
    }

    private static String names(Path path) {
        String text = path.toString().toLowerCase(Locale.ROOT);
        return text.startsWith("/") ? text.substring(1) : text;
    }
}
