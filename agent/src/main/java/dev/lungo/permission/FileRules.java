package dev.lungo.permission;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the rules that say something about a file. */
final class FileRules {
    /** A name that no rule is about but those that mean every name. */
    private static final String ANY = "\u0001";

    private final Path project;
    private final Path home;

    FileRules(Path project, Path home) {
        this.project = project;
        this.home = home;
    }

    /**
     * The first rule that keeps a file from being touched: where the path that is named fits or the one it leads to, and of
     * a folder where whatever is in it fits. What may not be read may not be changed either.
     */
    Optional<PermissionRule> restricting(List<PermissionRule> rules, FileUse file) {
        boolean folder = Files.isDirectory(file.real());
        return rules.stream()
                .filter(rule -> rule.kind() == ToolNames.Kind.READ || file.writes())
                .filter(rule -> fits(rule, file.named())
                        || fits(rule, file.real())
                        || (folder
                                && (fits(rule, file.named().resolve(ANY))
                                        || fits(rule, file.real().resolve(ANY)))))
                .findFirst();
    }

    /** The first rule that lets a file be touched: where the path fits that it leads to. */
    Optional<PermissionRule> allowing(List<PermissionRule> rules, FileUse file) {
        ToolNames.Kind kind = file.writes() ? ToolNames.Kind.WRITE : ToolNames.Kind.READ;
        return rules.stream()
                .filter(rule -> rule.kind() == kind && fits(rule, file.real()))
                .findFirst();
    }

    /** Whether a rule speaks of a guarded path itself, not only of all around it. */
    static boolean names(PermissionRule rule, String guard) {
        String first = guard.startsWith("~/") ? guard.substring(2) : guard;
        int slash = first.indexOf('/');
        var name = new NamePattern(slash < 0 ? first : first.substring(0, slash));
        return rule.specifier().map(FilePattern::parse).stream()
                .flatMap(pattern -> pattern.names().stream())
                .anyMatch(part -> part.ignoringCase().equals(name));
    }

    /** Whether a rule speaks of files with secrets itself, not only of all around them. */
    static boolean namesSecrets(PermissionRule rule) {
        return rule.specifier().filter(SecretPatterns::named).isPresent();
    }

    private boolean fits(PermissionRule rule, Path path) {
        return switch (rule.kind()) {
            case READ, WRITE ->
                rule.specifier()
                        .map(text -> FilePattern.parse(text).matches(path, project, home))
                        .orElse(true);
            case COMMAND, NOTHING -> false;
        };
    }
}
