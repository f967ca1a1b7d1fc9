package dev.lungo.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Files that give a provider's variable its value, and so have a key in them: those that are read at a login, and {@code .env} files. */
final class KeyFiles {
    /** Below the home folder; in a folder, all files count. */
    private static final List<String> AT_LOGIN = List.of(
            ".profile",
            ".bashrc",
            ".bash_profile",
            ".bash_login",
            ".bash_aliases",
            ".zshrc",
            ".zshenv",
            ".zprofile",
            ".zlogin",
            ".config/zsh",
            ".kshrc",
            ".cshrc",
            ".tcshrc",
            ".login",
            ".config/fish",
            ".config/fish/conf.d",
            ".config/nushell",
            ".config/environment.d",
            ".config/plasma-workspace/env",
            ".pam_environment",
            ".xprofile",
            ".xinitrc",
            ".xsessionrc");

    private static final List<String> OF_ALL = List.of("/etc/environment", "/etc/profile", "/etc/profile.d");

    private static final String ENVIRONMENT = "{.env*,*.env}";

    /** They have the names, and no keys. */
    private static final Set<String> SAMPLES = Set.of(".env.example", ".env.sample", ".env.template", ".env.dist");

    private static final String NAME = "\\b(?:" + String.join("|", ProviderVariables.CREDENTIALS) + ")\\b['\"]?";

    /** Not what comes from another variable or a program. */
    private static final String VALUE = "[ \\t]*['\"]?[^\\s'\"#;&|()}$`+?-]";

    /** As shells and services write it; a comment may still hold what once was one. */
    private static final Pattern ASSIGNMENT = Pattern.compile(NAME + "[ \\t]*[=:][-=]?" + VALUE);

    /** As fish and csh do: behind this, in the same line, stands the other. Looked for one after the other, which takes no time. */
    private static final Pattern SET = Pattern.compile("\\bset(?:env)?\\b");

    private static final Pattern NAME_AND_VALUE = Pattern.compile(NAME + "[ \\t]" + VALUE);

    /** What is larger is no list of variables. */
    private static final int MOST = 1 << 20;

    private KeyFiles() {}

    /** Those that are there now. In the roots and in the folders above them every {@code .env} is looked at, deeper none. */
    static List<Path> now(OwnFolders own, List<Path> roots) {
        var candidates = new LinkedHashSet<Path>();
        AT_LOGIN.stream()
                .flatMap(name -> own.variables().places(own.home(), name))
                .forEach(place -> candidates.addAll(files(place)));
        OF_ALL.forEach(name -> candidates.addAll(files(Path.of(name))));
        var folders = new LinkedHashSet<>(List.of(own.home()));
        for (Path root : roots) {
            for (Path folder = root; folder != null; folder = folder.getParent()) {
                folders.add(folder);
            }
        }
        folders.forEach(folder -> candidates.addAll(HiddenPaths.list(folder, ENVIRONMENT)));
        try (var opener = new Opener()) {
            return candidates.stream().filter(file -> holdsKey(file, opener)).toList();
        }
    }

    private static List<Path> files(Path path) {
        return Files.isDirectory(path) ? HiddenPaths.list(path, "*") : List.of(path);
    }

    private static boolean holdsKey(Path file, Opener opener) {
        if (SAMPLES.contains(String.valueOf(file.getFileName())) || !Files.isRegularFile(file)) {
            return false;
        }
        try {
            return new String(SmallFile.start(file, MOST, opener), StandardCharsets.ISO_8859_1)
                    .lines()
                    .anyMatch(KeyFiles::givesValue);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean givesValue(String line) {
        var set = SET.matcher(line);
        return ASSIGNMENT.matcher(line).find()
                || (set.find() && NAME_AND_VALUE.matcher(line).find(set.end()));
    }
}
