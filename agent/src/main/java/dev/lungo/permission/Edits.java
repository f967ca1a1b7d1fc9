package dev.lungo.permission;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Judges the few commands that count as edits of files: they make, copy and move, and delete nothing by themselves. */
final class Edits {
    private static final Map<String, KnownOptions> KNOWN = Map.of(
            "mkdir", KnownOptions.of("p v m:", "parents verbose mode="),
            "touch", KnownOptions.of("a c m t: d: r<", "no-create date= reference<"),
            "mv", KnownOptions.of("f n v T u", "force no-clobber verbose update?"),
            "cp",
                    KnownOptions.of(
                            "r R a f n v p u T P",
                            "recursive archive force no-clobber verbose preserve? update? no-dereference"));

    private final Places places;
    private final CopiedTrees trees;

    Edits(Places places) {
        this.places = places;
        this.trees = new CopiedTrees(places);
    }

    static boolean knows(String program) {
        return KNOWN.containsKey(program);
    }

    /** Why a call is more than an edit in the workspace; empty where it is one. */
    Optional<String> doubt(Call call, Set<Path> folders) {
        KnownOptions options = KNOWN.get(call.program());
        if (options == null) {
            return Optional.of("it is no edit");
        }
        var read = new ReadArguments(options, false, call.arguments());
        if (read.doubt().isPresent()) {
            return read.doubt();
        }
        List<Argument> operands = read.operands();
        boolean copies = call.program().equals("cp");
        boolean moves = call.program().equals("mv");
        if (operands.stream().anyMatch(Places::isPlain)) {
            return Optional.of("it touches a device");
        }
        if (moves && takesAway(operands, folders)) {
            return Optional.of("it moves a folder that the line is in, and .. leads elsewhere then");
        }
        if (moves && takesUp(operands, folders)) {
            return Optional.of("it moves a folder up, and .. leads elsewhere for what waits in it");
        }
        if (copies || moves) {
            boolean follows = copies && operandsOnly(read);
            Optional<String> into =
                    intoFolder(operands, folders).or(() -> brought(operands, folders, !follows, read.has("-T")));
            if (into.isPresent()) {
                return into;
            }
        }
        for (int at = 0; at < operands.size(); at++) {
            boolean source = (copies || moves) && at < operands.size() - 1;
            Argument operand = operands.get(at);
            Optional<String> unread = source ? places.unread(operand, folders) : Optional.empty();
            Optional<String> doubt = source && copies
                    ? unread
                    : places.unwritten(operand, folders, true).or(() -> unread);
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        for (Argument file : read.files()) {
            Optional<String> doubt = places.unread(file, folders);
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        return Optional.empty();
    }

    /** Whether one of the folders in which the line runs gets another place. */
    private boolean takesAway(List<Argument> operands, Set<Path> folders) {
        return operands.subList(0, Math.max(0, operands.size() - 1)).stream()
                .flatMap(source -> places.uses(source, folders, true).stream())
                .flatMap(List::stream)
                .anyMatch(use -> folders.stream()
                        .anyMatch(folder -> folder.startsWith(use.named()) || folder.startsWith(use.real())));
    }

    /** Whether a folder gets less deep: a command in it, judged before, may name what is outside then. */
    private boolean takesUp(List<Argument> operands, Set<Path> folders) {
        if (operands.size() < 2) {
            return false;
        }
        int deepest = operands.subList(0, operands.size() - 1).stream()
                .flatMap(source -> places.uses(source, folders, true).stream())
                .flatMap(List::stream)
                .map(FileUse::real)
                .filter(Files::isDirectory)
                .mapToInt(places::depth)
                .max()
                .orElse(0);
        return places.uses(operands.getLast(), folders, true).orElse(List.of()).stream()
                .map(FileUse::real)
                .anyMatch(goal -> places.depth(goal) + (Files.isDirectory(goal) ? 1 : 0) < deepest);
    }

    /** Whether it copies what links lead to and no folders. */
    private static boolean operandsOnly(ReadArguments read) {
        return Stream.of("-r", "-R", "-a", "-P", "--recursive", "--archive", "--no-dereference")
                .noneMatch(read::has);
    }

    /** What stands in the folders that it copies or moves. */
    private Optional<String> brought(
            List<Argument> operands, Set<Path> folders, boolean linksMatter, boolean takesPlace) {
        for (Argument source : operands.subList(0, Math.max(0, operands.size() - 1))) {
            Optional<String> doubt = trees.doubt(source, operands.getLast(), folders, linksMatter);
            if (doubt.isPresent()) {
                return doubt;
            }
            boolean folder = places.uses(source, folders, false).orElse(List.of()).stream()
                    .anyMatch(use -> Files.isDirectory(use.real()));
            if (takesPlace && folder) {
                return Optional.of("with -T a folder gets in the place of another");
            }
        }
        return Optional.empty();
    }

    /** Where the last operand is a folder, the others get into it under their own names. */
    private Optional<String> intoFolder(List<Argument> operands, Set<Path> folders) {
        if (operands.size() < 2) {
            return Optional.empty();
        }
        Argument goal = operands.getLast();
        List<Argument> inside = new ArrayList<>();
        for (Argument source : operands.subList(0, operands.size() - 1)) {
            for (FileUse use : places.uses(source, folders, true).orElse(List.of())) {
                inside.add(Argument.of(goal.value() + "/" + use.named().getFileName()));
            }
        }
        for (Argument file : inside) {
            Optional<String> doubt = places.unwritten(file, folders, true);
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        return Optional.empty();
    }
}
