package dev.lungo.tool;

import dev.lungo.tasks.Confinement.Strength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What commands in a sandbox must not read: secrets, and the doors of services that would act for them. */
final class HiddenPaths {
    /** Behind the name of a file. */
    static final String REFUSAL =
            " is hidden by the sandbox, since it may hold secrets. Do without it, or ask the user for what you need.";

    /** Who keeps no history links it to {@code /dev/null}, which all commands need. */
    private static final List<Path> OF_THE_KERNEL = List.of(Path.of("/dev"), Path.of("/proc"), Path.of("/sys"));

    private HiddenPaths() {}

    /**
     * Those that are there now, links resolved.
     *
     * @param folders of the user and of Lungo: the state of other projects is hidden
     * @param strength the strong one hides the whole state, so that what other projects keep later is hidden as well; it shows
     *     what tasks of this one wrote
     * @param roots of the workspace, where {@code .env} files with keys are hidden
     * @param more that the user wants hidden
     */
    static List<Path> now(OwnFolders folders, Strength strength, List<Path> roots, List<Path> more) {
        Stream<Path> usual = Stream.concat(
                        SecretPlaces.atHome()
                                .flatMap(name -> folders.variables().places(folders.home(), name)),
                        SecretPlaces.anywhere().map(Path::of))
                .flatMap(HiddenPaths::real)
                .filter(path -> OF_THE_KERNEL.stream().noneMatch(path::startsWith))
                // A variable may name a folder that holds everything.
                .filter(path -> !folders.home().startsWith(path));
        return Stream.of(
                        usual,
                        named(folders, roots),
                        KeyFiles.now(folders, roots).stream(),
                        tickets().stream(),
                        switch (strength) {
                            case LIGHT -> ofOthers(folders).stream();
                            case STRONG -> Stream.of(folders.state());
                        },
                        more.stream())
                .flatMap(paths -> paths)
                .flatMap(HiddenPaths::real)
                .distinct()
                .sorted()
                .toList();
    }

    /** Whoever names a folder with all work in it, by accident, wants to go on working. */
    private static Stream<Path> named(OwnFolders folders, List<Path> roots) {
        return roots.stream()
                .limit(1)
                .flatMap(folders.variables()::named)
                .flatMap(HiddenPaths::real)
                .filter(HiddenPaths::mayHoldSecrets)
                .filter(path -> !folders.home().startsWith(path)
                        && !folders.project().startsWith(path)
                        && roots.stream().noneMatch(root -> root.startsWith(path)));
    }

    private static boolean mayHoldSecrets(Path path) {
        return (Files.isRegularFile(path) || Files.isDirectory(path))
                && OF_THE_KERNEL.stream().noneMatch(path::startsWith);
    }

    /** Of a log-in by Kerberos: whoever has one is the user elsewhere. */
    private static List<Path> tickets() {
        return list(Path.of("/tmp"), "krb5cc*");
    }

    /** In the state folder, everything that does not lead to this project's own. */
    private static List<Path> ofOthers(OwnFolders folders) {
        var others = new ArrayList<Path>();
        Path folder = folders.project();
        while (folder.startsWith(folders.state()) && !folder.equals(folders.state())) {
            others.addAll(siblings(folder));
            folder = folder.resolveSibling(".").normalize();
        }
        return others;
    }

    private static List<Path> siblings(Path folder) {
        List<Path> siblings = list(folder.resolveSibling(".").normalize(), "*");
        siblings.remove(folder);
        return siblings;
    }

    /** What matches in a folder, which need not be there or may be closed to this user: then there is nothing to hide. */
    static List<Path> list(Path folder, String names) {
        var found = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(folder, names)) {
            all.forEach(found::add);
        } catch (IOException closed) {
            return found;
        }
        return found;
    }

    private static Stream<Path> real(Path path) {
        try {
            return Stream.of(path.toRealPath());
        } catch (IOException notThere) {
            return Stream.empty();
        }
    }
}
