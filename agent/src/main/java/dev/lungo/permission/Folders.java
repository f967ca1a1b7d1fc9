package dev.lungo.permission;

import dev.lungo.shell.Invocation;
import dev.lungo.shell.Invocation.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the folders in which the commands of a script may run: {@code cd} changes them. */
final class Folders {
    private static final int MOST = 8;
    private static final Set<String> MOVING =
            Set.of("cd", "pushd", "popd", "builtin", "command", "eval", "source", ".");

    private Folders() {}

    /** Whether a command may change the folder of those behind it. */
    static boolean moves(String command) {
        return MOVING.contains(command);
    }

    /**
     * The folders behind the last command, which count for all of them. A {@code cd} that is sure to run, before anything
     * else and to a folder that is there, leaves nothing where it was.
     */
    static Set<Path> of(List<Invocation> commands, Expansion expansion, Set<Path> begin, Path home) {
        Set<Path> folders = new LinkedHashSet<>(begin);
        for (int at = 0; at < commands.size(); at++) {
            Invocation command = commands.get(at);
            if (command.command().filter("cd"::equals).isEmpty()) {
                continue;
            }
            List<Argument> targets = expansion.of(command.words(), at).stream()
                    .map(words -> words.size() < 2 ? Argument.of(home.toString()) : words.getLast())
                    .toList();
            Set<Path> reached = goals(folders, targets);
            if (at > 0 || !command.places().isEmpty() || !reached.stream().allMatch(Folders::canBeEntered)) {
                reached.addAll(folders);
            }
            boolean again = mayRunAgain(command.places());
            for (int times = 0; again && times < MOST && reached.addAll(goals(reached, targets)); times++) {
                again = reached.size() <= MOST;
            }
            if (reached.size() > MOST) {
                // Who gets around that much may be anywhere.
                reached.add(Path.of("/"));
                return reached;
            }
            folders = reached;
        }
        return folders;
    }

    private static boolean canBeEntered(Path folder) {
        return Files.isDirectory(folder) && Files.isExecutable(folder);
    }

    private static boolean mayRunAgain(Set<Place> places) {
        boolean forItself = places.contains(Place.SUBSHELL) || places.contains(Place.SUBSTITUTION);
        return places.contains(Place.FUNCTION) || (places.contains(Place.CONDITIONAL) && !forItself);
    }

    private static Set<Path> goals(Set<Path> folders, List<Argument> targets) {
        Set<Path> goals = new LinkedHashSet<>();
        for (Argument target : targets) {
            for (Path folder : folders) {
                goals.add(goal(folder, target));
            }
        }
        return goals;
    }

    private static Path goal(Path folder, Argument target) {
        try {
            return target.constant() && !target.is("-")
                    ? folder.resolve(target.value()).normalize()
                    : folder;
        } catch (InvalidPathException impossible) {
            return folder;
        }
    }
}
