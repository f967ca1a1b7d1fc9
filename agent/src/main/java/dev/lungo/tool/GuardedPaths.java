package dev.lungo.tool;

import java.nio.file.Path;
import java.util.ArrayList;
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
            ".claude",
            ".codex",
            ".cursor",
            ".gemini",
            ".mcp.json",
            ".env",
            ".envrc",
            ".vscode",
            ".idea",
            ".zed",
            ".helix",
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
            "gradle/wrapper/gradle-wrapper.properties",
            "rust-toolchain",
            "rust-toolchain.toml",
            ".pre-commit-config.yaml",
            ".gitconfig",
            ".gitmodules",
            ".gitattributes",
            ".pnp.cjs",
            ".pnp.loader.mjs",
            ".tool-versions",
            "mise.toml",
            ".mise.toml",
            ".mise/config.toml",
            ".config/mise.toml",
            ".config/mise/config.toml",
            ".tmuxinator.yml",
            ".vimrc",
            ".exrc",
            ".nvimrc",
            ".nvim.lua",
            ".dir-locals.el",
            ".irbrc",
            ".pryrc",
            ".pylintrc",
            ".bazelrc",
            ".bundle/config",
            ".yarn/releases",
            ".gdbinit",
            ".lldbinit",
            "sitecustomize.py",
            "usercustomize.py",
            ".bashrc",
            ".bash_profile",
            ".profile",
            ".zshrc",
            ".zshenv");

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

    /** Those below a folder that may be written, which may lie on the way to some itself, as {@code .git} does. */
    static List<Path> below(Path folder) {
        var below = new ArrayList<Path>();
        for (String guarded : IN_PROJECT) {
            Path names = Path.of(guarded);
            below.add(folder.resolve(names));
            for (int i = 1; i < names.getNameCount(); i++) {
                if (folder.endsWith(names.subpath(0, i))) {
                    below.add(folder.resolve(names.subpath(i, names.getNameCount())));
                }
            }
        }
        return below;
    }

    /** What guards a path in one of some folders, wherever those lie themselves: only the names below them count there. */
    public static Optional<String> guarding(Path path, Path home, List<Path> roots) {
        Optional<Path> root = roots.stream().filter(path::startsWith).findFirst();
        return root.isEmpty()
                ? guarding(path, home)
                : inProject(names(root.get().relativize(path)))
                        .or(() -> atHome(path, home))
                        .or(() -> GitFolders.named(path, root.get()) ? Optional.of(".git") : Optional.empty());
    }

    /** What guards a path, such as {@code .git}; empty where nothing does. */
    public static Optional<String> guarding(Path path, Path home) {
        return atHome(path, home).or(() -> inProject(names(path)));
    }

    private static Optional<String> atHome(Path path, Path home) {
        if (!path.startsWith(home)) {
            return Optional.empty();
        }
        String below = names(home.relativize(path)) + "/";
        return AT_HOME.stream()
                .filter(guarded -> below.startsWith(guarded + "/"))
                .findFirst()
                .map(guarded -> "~/" + guarded);
    }

    private static Optional<String> inProject(String path) {
        String names = "/" + path + "/";
        return names.contains("/.git/")
                ? Optional.of(".git")
                : IN_PROJECT.stream()
                        .filter(guarded -> names.contains("/" + guarded + "/"))
                        .findFirst();
    }

    private static String names(Path path) {
        String text = path.toString().toLowerCase(Locale.ROOT);
        return text.startsWith("/") ? text.substring(1) : text;
    }
}
