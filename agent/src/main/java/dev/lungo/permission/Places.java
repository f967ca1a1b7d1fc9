package dev.lungo.permission;

import dev.lungo.tool.GuardedPaths;
import dev.lungo.tool.NestedRepositories;
import dev.lungo.tool.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges the files that a command names: where they lie, and what rules say of them. Of one line, see {@link LookedUp}. */
final class Places {
    static final String TOO_MANY = "it names too many files to look at each";

    private static final Set<String> PLAIN_DEVICES = Set.of("/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr");

    private final Workspace workspace;
    private final Path home;
    private final PermissionRules rules;
    private final FileRules files;
    private final LookedUp lookedUp = new LookedUp();

    Places(Workspace workspace, Path home, PermissionRules rules) {
        this.workspace = workspace;
        this.home = home;
        this.rules = rules;
        this.files = new FileRules(workspace.folder(), home);
    }

    NestedRepositories nestedRepositories() {
        return new NestedRepositories(workspace.roots(), home);
    }

    /** Why a file may not be read unasked; empty where it may. */
    Optional<String> unread(Argument file, Set<Path> folders) {
        return switch (file.kind()) {
            case FOUND -> Optional.empty();
            case LINK ->
                Optional.of("it reads what is found, which may be links that lead anywhere (not so behind -type f)");
            case CONSTANT, PATTERN, NUMBER, PIPE, ONE, MANY -> doubt(file, folders, this::unread);
        };
    }

    /** Why a file may not be shown by name unasked; empty where it may. */
    Optional<String> unnamed(Argument file, Set<Path> folders) {
        boolean found = file.kind() == Argument.Kind.FOUND || file.kind() == Argument.Kind.LINK;
        return found ? Optional.empty() : doubt(file, folders, use -> outside(use, "looks at"));
    }

    /** Why a file may not be written unasked; empty where it may. */
    Optional<String> unwritten(Argument file, Set<Path> folders, boolean editsAllowed) {
        return doubt(file, folders, use -> unwritten(use, editsAllowed));
    }

    /** The rule that forbids a file to be touched. */
    Optional<PermissionRule> restricting(List<PermissionRule> among, Argument file, Set<Path> folders, boolean writes) {
        if (among.stream()
                .noneMatch(rule -> rule.kind() == ToolNames.Kind.READ || rule.kind() == ToolNames.Kind.WRITE)) {
            return Optional.empty();
        }
        for (FileUse use : resolvable(file, folders, writes)) {
            Optional<PermissionRule> found = files.restricting(among, use);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The rule that forbids one file to be touched. */
    Optional<PermissionRule> restricting(List<PermissionRule> among, FileUse use) {
        return lookedUp.oneCompared() ? files.restricting(among, use) : Optional.empty();
    }

    /** How many folders lie between a path and the folder of the workspace that it is in. */
    int depth(Path real) {
        return workspace.roots().stream()
                .filter(real::startsWith)
                .mapToInt(root -> real.getNameCount() - root.getNameCount())
                .min()
                .orElse(0);
    }

    /** What was found on disk so far. */
    LookedUp lookedUp() {
        return lookedUp;
    }

    /** What guards a file. */
    Optional<String> guard(Argument file, Set<Path> folders) {
        return resolvable(file, folders, true).stream()
                .flatMap(use -> guard(use).stream())
                .findFirst();
    }

    /** The rule that would let a file be written. */
    Optional<String> rule(Argument file, Set<Path> folders) {
        return uses(file, folders, true)
                .filter(uses -> uses.size() == 1 && file.constant())
                .map(uses -> "Edit("
                        + FileSuggestions.pattern(workspace, uses.getFirst().real()) + ")");
    }

    /**
     * The rules that would let files be read, where each is one that holds no secrets. Empty where one is not, and for folders:
     * a rule for a folder means all that is in it.
     */
    List<String> readRules(List<Argument> wanted, Set<Path> folders) {
        var offered = new ArrayList<String>();
        for (Argument file : wanted) {
            Set<Path> real = real(file, folders);
            if (real.size() != 1 || real.stream().anyMatch(path -> SecretNames.file(path) || Files.isDirectory(path))) {
                return List.of();
            }
            offered.add(
                    "Read(" + FileSuggestions.pattern(workspace, real.iterator().next()) + ")");
        }
        return offered;
    }

    /** The same; for folders the one that lets the call look at them and no other. */
    List<String> offered(Call call, List<Argument> wanted, Set<Path> folders) {
        List<String> offered = readRules(wanted, folders);
        boolean known = wanted.stream()
                .map(file -> real(file, folders))
                .allMatch(real -> !real.isEmpty() && real.stream().noneMatch(SecretNames::file));
        return offered.isEmpty() && known ? CommandSuggestions.exactly(call) : offered;
    }

    /** Where a constant leads. */
    private Set<Path> real(Argument file, Set<Path> folders) {
        Set<Path> real = new LinkedHashSet<>();
        if (file.constant()) {
            uses(file, folders, false).orElse(List.of()).forEach(use -> real.add(use.real()));
        }
        return real;
    }

    /** The files that an argument means, seen from each folder where the command may run; empty where nobody knows. */
    Optional<List<FileUse>> uses(Argument file, Set<Path> folders, boolean writes) {
        Optional<List<Path>> paths = paths(file, folders);
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        var uses = new ArrayList<FileUse>();
        for (Path path : paths.get()) {
            Optional<FileUse> use = use(file, path, writes);
            if (use.isEmpty()) {
                return Optional.empty();
            }
            uses.add(use.get());
        }
        return Optional.of(uses);
    }

    /** Those of them of which it is known where they lead. */
    private List<FileUse> resolvable(Argument file, Set<Path> folders, boolean writes) {
        return paths(file, folders).orElse(List.of()).stream()
                .flatMap(path -> use(file, path, writes).stream())
                .toList();
    }

    private Optional<FileUse> use(Argument file, Path path, boolean writes) {
        try {
            return lookedUp.real(path).map(real -> new FileUse(file.written(), path.normalize(), real, writes));
        } catch (IOException unresolvable) {
            return Optional.empty();
        }
    }

    private Optional<List<Path>> paths(Argument file, Set<Path> folders) {
        if (file.kind() != Argument.Kind.CONSTANT && file.kind() != Argument.Kind.PATTERN) {
            return Optional.empty();
        }
        var paths = new ArrayList<Path>();
        for (Path folder : folders) {
            try {
                Optional<List<Path>> named = file.constant()
                        ? Optional.of(List.of(folder.resolve(file.value())))
                        : lookedUp.named(folder, file.value());
                if (named.isEmpty()) {
                    return named;
                }
                paths.addAll(named.get());
            } catch (IOException | InvalidPathException unresolvable) {
                return Optional.empty();
            }
        }
        return Optional.of(paths);
    }

    /** Whether the line names so many files that not all were looked at. */
    boolean tooMany() {
        return lookedUp.tooMuch();
    }

    private interface Check {
        Optional<String> doubt(FileUse use);
    }

    private Optional<String> doubt(Argument file, Set<Path> folders, Check check) {
        if (isPlain(file)) {
            return Optional.empty();
        }
        Optional<List<FileUse>> uses = uses(file, folders, false);
        if (uses.isEmpty()) {
            return Optional.of(
                    tooMany() ? TOO_MANY : "which file " + file.written() + " is, is only known while it runs");
        }
        for (FileUse use : uses.get()) {
            Optional<String> doubt = check.doubt(use);
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        return Optional.empty();
    }

    /** Whether it is a pipe or one of the devices that keep nothing. */
    static boolean isPlain(Argument file) {
        return file.kind() == Argument.Kind.PIPE
                || (file.constant()
                        && (PLAIN_DEVICES.contains(file.value()) || file.value().matches("/dev/fd/[0-9]{1,3}")));
    }

    private Optional<String> unread(FileUse use) {
        Optional<String> outside = outside(use, "reads");
        if (outside.isPresent() || !(SecretNames.file(use.real()) || SecretNames.file(use.named()))) {
            return outside;
        }
        boolean named = rules.allow().stream()
                .filter(FileRules::namesSecrets)
                .anyMatch(rule -> files.allowing(List.of(rule), use).isPresent());
        return named ? Optional.empty() : Optional.of("it reads " + shown(use) + ", which may hold secrets");
    }

    private Optional<String> outside(FileUse use, String does) {
        return workspace.contains(use.real())
                        || files.allowing(rules.allow(), use).isPresent()
                ? Optional.empty()
                : Optional.of("it " + does + " " + shown(use) + ", outside the workspace");
    }

    private Optional<String> unwritten(FileUse use, boolean editsAllowed) {
        var write = new FileUse(use.given(), use.named(), use.real(), true);
        Optional<String> guard = guard(write);
        boolean allowed = rules.allow().stream()
                .filter(rule -> files.allowing(List.of(rule), write).isPresent())
                .anyMatch(rule -> guard.isEmpty() || FileRules.names(rule, guard.get()));
        if (allowed || (guard.isEmpty() && editsAllowed && workspace.contains(use.real()))) {
            return Optional.empty();
        }
        return Optional.of("it writes " + shown(use)
                + guard.map(name -> ", which decides what runs later (" + name + " is guarded)")
                        .orElse(""));
    }

    private Optional<String> guard(FileUse use) {
        return GuardedPaths.guarding(use.real(), home, workspace.roots())
                .or(() -> GuardedPaths.guarding(use.named(), home, workspace.roots()));
    }

    private static String shown(FileUse use) {
        boolean clear = use.real().equals(use.named()) && use.given().indexOf('$') < 0;
        return clear ? use.given() : use.given() + " (" + use.real() + ")";
    }
}
