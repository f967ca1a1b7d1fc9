package dev.lungo.permission;

import dev.lungo.shell.Invocation;
import dev.lungo.shell.Invocation.Place;
import dev.lungo.tool.RealPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Finds the folders in which the commands of a script may run: {@code cd} changes them, also inside of {@code eval}. */
final class Folders {
    private static final int MOST = 8;
    /** Who may be anywhere is also here, where no relative path leads into the workspace. */
    private static final Path ROOT = Path.of("/");

    /**
     * Where commands may run.
     *
     * @param known whether these are all
     */
    record Reached(Set<Path> folders, boolean known) {
        static Reached anywhere(Set<Path> folders) {
            var all = new LinkedHashSet<>(folders);
            all.add(ROOT);
            return new Reached(all, false);
        }
    }

    private final List<Invocation> commands;
    private final Expansion expansion;
    private final Path home;
    private final BiFunction<String, Set<Path>, Reached> evaluating;

    /**
     * Of one script.
     *
     * @param evaluating finds the folders behind a script that runs in others
     */
    Folders(
            List<Invocation> commands,
            Expansion expansion,
            Path home,
            BiFunction<String, Set<Path>, Reached> evaluating) {
        this.commands = commands;
        this.expansion = expansion;
        this.home = home;
        this.evaluating = evaluating;
    }

    /**
     * The folders behind the last command, which count for all of them. A {@code cd} that is sure to run, before anything
     * else and to a folder that is there, leaves nothing where it was; a redirection is opened before it, and may fail.
     */
    Reached from(Set<Path> begin) {
        boolean redirected = commands.stream()
                .anyMatch(command ->
                        command.words().isEmpty() && !command.redirections().isEmpty());
        Set<Path> folders = new LinkedHashSet<>(begin);
        for (int at = 0; at < commands.size(); at++) {
            Set<Place> places = commands.get(at).places();
            Set<Path> reached = new LinkedHashSet<>();
            for (List<Argument> words : expansion.of(commands.get(at).words(), at)) {
                Optional<Set<Path>> goals = goals(Move.of(words, home), folders);
                for (int times = 0; goals.isPresent() && mayRunAgain(places) && times < MOST; times++) {
                    goals = again(Move.of(words, home), goals.get());
                }
                if (goals.isEmpty() || goals.get().size() > MOST) {
                    return Reached.anywhere(folders);
                }
                reached.addAll(goals.get());
            }
            boolean opens = redirected || !commands.get(at).redirections().isEmpty();
            if (at > 0 || opens || !places.isEmpty() || !reached.stream().allMatch(Folders::canBeEntered)) {
                reached.addAll(folders);
            }
            if (reached.size() > MOST) {
                return Reached.anywhere(folders);
            }
            folders = reached;
        }
        return new Reached(folders, true);
    }

    /** Empty where nobody knows. */
    private Optional<Set<Path>> goals(Move move, Set<Path> folders) {
        return switch (move) {
            case Move.Stays() -> Optional.of(folders);
            case Move.Anywhere() -> Optional.empty();
            case Move.Goes(var target) -> {
                Set<Path> goals = new LinkedHashSet<>();
                folders.forEach(folder -> goals.addAll(goals(folder, target)));
                yield Optional.of(goals);
            }
            case Move.Evaluates(var script) -> {
                Reached reached = evaluating.apply(script, folders);
                yield reached.known() ? Optional.of(reached.folders()) : Optional.empty();
            }
        };
    }

    private Optional<Set<Path>> again(Move move, Set<Path> before) {
        if (move instanceof Move.Stays || before.size() > MOST) {
            return Optional.of(before);
        }
        return goals(move, before).map(more -> {
            var all = new LinkedHashSet<>(before);
            all.addAll(more);
            return all;
        });
    }

    private static boolean canBeEntered(Path folder) {
        return Files.isDirectory(folder) && Files.isExecutable(folder);
    }

    private static boolean mayRunAgain(Set<Place> places) {
        boolean forItself = places.contains(Place.SUBSHELL) || places.contains(Place.SUBSTITUTION);
        return places.contains(Place.FUNCTION) || (places.contains(Place.CONDITIONAL) && !forItself);
    }

    /** Bash takes {@code link/..} for the folder of the link, and where it cannot go there for what the system takes it for. */
    private static Set<Path> goals(Path folder, String target) {
        try {
            Path path = folder.resolve(target);
            Set<Path> goals = new LinkedHashSet<>();
            goals.add(path.normalize());
            if (target.contains("..")) {
                goals.add(RealPath.of(path));
            }
            return goals;
        } catch (InvalidPathException | IOException impossible) {
            return Set.of(folder);
        }
    }
}
