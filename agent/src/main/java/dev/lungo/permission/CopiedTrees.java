package dev.lungo.permission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks through what a command copies or moves: a folder may bring links and guarded files to where it gets. Immutable. */
final class CopiedTrees {
    /** Bigger trees are not looked through. */
    private static final int MOST = 2_000;

    private final Places places;

    CopiedTrees(Places places) {
        this.places = places;
    }

    /**
     * Why a source is more than plain files for places that may be written.
     *
     * @param goal what the command names last
     * @param linksMatter whether it brings links as such: from their new place they lead elsewhere, and other commands that
     *     wait for it may follow them
     */
    Optional<String> doubt(Argument source, Argument goal, Set<Path> folders, boolean linksMatter) {
        Optional<List<FileUse>> uses = places.uses(source, folders, false);
        if (uses.isEmpty() || !goal.constant()) {
            return Optional.of("what it copies where is only known while it runs");
        }
        for (FileUse use : uses.get()) {
            if (linksMatter && Files.isSymbolicLink(use.named())) {
                return Optional.of(bringsLink(use.named()));
            }
            Optional<String> doubt = Files.isDirectory(use.real())
                    ? tree(source, use.real(), goal, folders, linksMatter)
                    : Optional.empty();
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        return Optional.empty();
    }

    /** What guards a file that a call which copies folders may bring; of big folders not all is looked at. */
    Optional<String> guarded(Call call, Set<Path> folders) {
        List<Argument> operands = call.arguments().stream()
                .filter(word -> !word.value().startsWith("-"))
                .toList();
        if (operands.size() < 2 || !operands.getLast().constant()) {
            return Optional.empty();
        }
        return operands.subList(0, operands.size() - 1).stream()
                .flatMap(source -> places.uses(source, folders, false).stream())
                .flatMap(List::stream)
                .filter(use -> Files.isDirectory(use.real()))
                .flatMap(use -> guarded(use.real(), operands.getLast().value(), folders).stream())
                .findFirst();
    }

    private Optional<String> guarded(Path top, String goal, Set<Path> folders) {
        try (Stream<Path> walk = Files.walk(top)) {
            return walk.limit(MOST)
                    .map(file -> "/" + top.relativize(file))
                    .flatMap(below -> Stream.of(goal + below, goal + "/" + top.getFileName() + below))
                    .flatMap(arriving -> places.guard(Argument.of(arriving), folders).stream())
                    .findFirst();
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty(); // nor can it be copied
        }
    }

    private Optional<String> tree(Argument source, Path top, Argument goal, Set<Path> folders, boolean linksMatter) {
        if (source.value().matches("(.*/)?\\.{1,2}/*")) {
            return Optional.of("it copies all that is in " + source.written());
        }
        try (Stream<Path> walk = Files.walk(top)) {
            int looked = 0;
            for (Iterator<Path> all = walk.iterator(); all.hasNext(); ) {
                Path file = all.next();
                if (++looked > MOST) {
                    return Optional.of("there is too much in " + source.written() + " to look at each");
                }
                if (linksMatter && Files.isSymbolicLink(file)) {
                    return Optional.of(bringsLink(file));
                }
                Optional<String> doubt = arriving(file, top, goal, folders);
                if (doubt.isPresent()) {
                    return doubt;
                }
            }
            return Optional.empty();
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.of("what is in " + source.written() + " cannot be looked at");
        }
    }

    /** It gets into the goal under the name of its folder, or takes its place where it is not there. */
    private Optional<String> arriving(Path file, Path top, Argument goal, Set<Path> folders) {
        String below = "/" + top.relativize(file);
        Argument instead = Argument.of(goal.value() + below);
        if (SecretNames.file(file) && !SecretNames.file(Path.of(instead.value()))) {
            return Optional.of("it copies " + file.getFileName() + ", which may hold secrets");
        }
        return places.unwritten(instead, folders, true)
                .or(() -> places.unwritten(Argument.of(goal.value() + "/" + top.getFileName() + below), folders, true));
    }

    private static String bringsLink(Path link) {
        return "it brings the link " + link.getFileName() + ", which leads elsewhere from its new place";
    }
}
