package dev.lungo.tool;

import dev.lungo.proxy.Denial;
import dev.lungo.tasks.Confinement;
import dev.lungo.tasks.Confinement.Network;
import dev.lungo.tasks.Confinement.Strength;
import dev.lungo.tool.SandboxTerms.Reach;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Confines each command to the workspace and what the user's terms add to it, decided when it starts. Immutable. */
public final class CommandSandbox implements Sandbox {
    /** What a command reaches in its own sandbox, without the proxy. */
    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

    private final Workspace workspace;
    private final SandboxTerms terms;
    private final OwnFolders folders;

    public CommandSandbox(Workspace workspace, SandboxTerms terms, OwnFolders folders) {
        this.workspace = workspace;
        this.terms = terms;
        this.folders = folders;
    }

    @Override
    public Optional<Confinement> confinement(boolean outside) throws IOException {
        if (outside) {
            checkLeaving();
            return Optional.empty();
        }
        Places places = places();
        return Optional.of(new Confinement(
                terms.strength(),
                List.copyOf(places.named),
                List.copyOf(places.guarded),
                hiddenNow().stream().filter(path -> !isOutOfReach(places, path)).toList(),
                network()));
    }

    /** Landlock cannot take anything out of what may be written: there the file tools alone keep to it. */
    private boolean isOutOfReach(Places places, Path path) {
        return terms.strength() == Strength.LIGHT && places.writable.stream().anyMatch(path::startsWith);
    }

    /** What should be hidden and is not, from commands, because this strength cannot. */
    public List<Path> unhidden() {
        if (terms.strength() == Strength.STRONG) {
            return List.of(); // without a look at all these places: the start waits for it
        }
        Places places = places();
        return hiddenNow().stream().filter(path -> isOutOfReach(places, path)).toList();
    }

    private Network network() throws IOException {
        return switch (terms.network()) {
            case Reach.Nowhere() -> new Network.None();
            case Reach.Everywhere() -> new Network.Open();
            case Reach.Hosts(var _, var proxy) -> new Network.Through(proxy.listening());
        };
    }

    /** Programs ask no proxy for a local address; one that a person allowed by name is reached through the proxy alone. */
    @Override
    public Map<String, String> environment() {
        return switch (terms.network()) {
            case Reach.Nowhere _, Reach.Everywhere _ -> Map.of();
            case Reach.Hosts(var names, var _) -> {
                String direct = LOCAL.stream()
                        .filter(local -> names.stream()
                                .noneMatch(name -> withoutPort(name).equals(local)))
                        .collect(Collectors.joining(","));
                yield Map.of("NO_PROXY", direct, "no_proxy", direct);
            }
        };
    }

    private static String withoutPort(String host) {
        return host.strip().replaceFirst("^\\[(.*)](:[0-9]+)?$", "$1").replaceFirst("^([^:]*):[0-9]+$", "$1");
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(terms.strength());
    }

    @Override
    public boolean mayBeLeft() {
        return terms.mayBeLeft();
    }

    @Override
    public void checkLeaving() {
        if (!terms.mayBeLeft()) {
            throw new ToolInput.Invalid(Unconfined.REFUSED);
        }
    }

    @Override
    public void checkChange(Path real) {
        if (hidden().test(real)) {
            throw new ToolInput.Invalid(workspace.shown(real) + HiddenPaths.REFUSAL);
        }
        Places places = places();
        Optional<Path> guard = places.guarded.stream().filter(real::startsWith).findFirst();
        guard.map(Path::toString).or(() -> guardedAnywhere(places, real)).ifPresent(name -> {
            throw new ToolInput.Invalid(workspace.shown(real) + " is guarded by the sandbox (" + name
                    + " decides what runs later). Nothing was changed. Do not work around it: tell the user what"
                    + " should be in it.");
        });
    }

    /** Repositories inside of others, and the like: their names count below what may be written, not above. */
    private Optional<String> guardedAnywhere(Places places, Path real) {
        return places.writable.stream()
                .filter(real::startsWith)
                .max(Comparator.comparingInt(Path::getNameCount))
                .map(tree -> real.getRoot().resolve(tree.relativize(real)))
                .flatMap(below -> GuardedPaths.guarding(below, folders.home()));
    }

    @Override
    public Predicate<Path> hidden() {
        List<Path> hidden = hiddenNow();
        var shown = new ArrayList<>(workspace.roots());
        shown.add(folders.project());
        return path -> deepest(hidden, path) > deepest(shown, path);
    }

    /** How many names the longest of the folders has that hold the path. */
    private static int deepest(List<Path> folders, Path path) {
        return folders.stream()
                .filter(path::startsWith)
                .mapToInt(Path::getNameCount)
                .max()
                .orElse(-1);
    }

    private List<Path> hiddenNow() {
        List<Path> hidden =
                new ArrayList<>(HiddenPaths.now(folders, terms.strength(), workspace.roots(), terms.hidden()));
        // Who works in such a folder, or allowed it by name, means it.
        hidden.removeAll(workspace.roots());
        hidden.removeAll(terms.writable());
        return hidden;
    }

    /**
     * The places of one moment: links and repositories may change.
     *
     * @param named what may be written, as the user named it: the engine refuses what a link of a command's own leads to
     * @param writable the same, links resolved
     */
    private record Places(Set<Path> named, Set<Path> writable, Set<Path> guarded) {}

    private Places places() {
        Set<Path> named = new LinkedHashSet<>(workspace.roots());
        List<Path> trees = new ArrayList<>(workspace.roots());
        terms.writable().stream().map(CommandSandbox::real).forEach(trees::add);
        Set<Path> writable = new LinkedHashSet<>(workspace.roots());
        List<Path> ofGit = new ArrayList<>();
        for (Path tree : trees) {
            GitFolders git = GitFolders.of(tree, folders.home());
            ofGit.addAll(git.guarded());
            // Commits in a linked tree write elsewhere; who names a folder names no other one.
            if (workspace.roots().contains(tree)) {
                named.addAll(git.writable());
                writable.addAll(git.writable());
            }
        }
        named.addAll(terms.writable());
        writable.addAll(trees);
        // Where Lungo itself writes into all the time it only sees these change.
        List<Path> decisive = new ArrayList<>(List.of(
                folders.config(),
                folders.state(),
                folders.state().resolve("trusted"),
                folders.project().resolve("granted")));
        decisive.addAll(ofGit);
        trees.forEach(tree -> decisive.addAll(GuardedPaths.below(tree)));
        GuardedPaths.AT_HOME.forEach(name -> decisive.add(folders.home().resolve(name)));
        Set<Path> guarded = new LinkedHashSet<>();
        for (Path path : decisive) {
            // A link and what is behind it. What was allowed by name is meant.
            for (Path one : List.of(path, real(path))) {
                if (writable.stream().anyMatch(one::startsWith) && !writable.contains(one)) {
                    guarded.add(one);
                }
            }
        }
        return new Places(named, writable, guarded);
    }

    private static Path real(Path path) {
        try {
            return RealPath.of(path.toAbsolutePath());
        } catch (IOException unresolvable) {
            return path;
        }
    }

    @Override
    public List<Denial> denied(Instant from, Instant to) {
        return switch (terms.network()) {
            case Reach.Nowhere _, Reach.Everywhere _ -> List.of();
            case Reach.Hosts(var _, var proxy) -> proxy.denied(from, to);
        };
    }
}
