package dev.lungo.permission;

import dev.lungo.tool.RealPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells which repository a call of git is about: its settings may name programs to run. */
final class Repositories {
    private static final Set<String> PLAIN = Set.of("--no-pager", "-P", "--no-optional-locks", "--literal-pathspecs");

    /**
     * A call of git without options in front of its subcommand.
     *
     * @param folders where it works
     * @param elsewhere whether an option sent it there
     */
    record Plain(Call call, Set<Path> folders, boolean elsewhere) {}

    private Repositories() {}

    /** Takes away the options that only say where to work and how to print. */
    static Plain plain(Call call, Set<Path> folders) {
        List<Argument> words = new ArrayList<>(call.words());
        Set<Path> here = folders;
        boolean elsewhere = false;
        while (words.size() > 1 && words.get(1).constant()) {
            if (PLAIN.contains(words.get(1).value())) {
                words.remove(1);
            } else if (words.get(1).is("-C") && words.size() > 2 && words.get(2).constant()) {
                String goal = words.get(2).value();
                Set<Path> goals = new LinkedHashSet<>();
                here.forEach(folder -> goals.add(real(folder.resolve(goal))));
                here = goals;
                elsewhere = true;
                words.remove(1);
                words.remove(1);
            } else {
                break;
            }
        }
        return new Plain(call.with(call.settings(), words), here, elsewhere);
    }

    /** Whether commands may make a folder that git takes for a repository. */
    static boolean mayBeMade(List<Call> calls) {
        return calls.stream()
                .anyMatch(call -> call.program().equals("mv")
                        || call.program().equals("cp")
                        || call.redirections().stream()
                                .anyMatch(redirection ->
                                        redirection.target().text().matches(".*(HEAD|config|commondir).*"))
                        || (Edits.knows(call.program())
                                && call.arguments().stream()
                                        .anyMatch(word ->
                                                word.value().matches(".*(HEAD|config|objects|refs|commondir).*"))));
    }

    /** Why the settings of the repository that a call looks at may run programs; empty where nothing says so. */
    static Optional<String> doubt(Plain plain, boolean mayBeMade, Places places) {
        if (mayBeMade) {
            return Optional.of("the line may make the repository that it looks at, with settings that run programs");
        }
        return disguised(plain.folders())
                .map(folder -> folder + " looks like a repository without .git; its settings may run programs")
                .or(() -> plain.folders().stream()
                        .flatMap(folder -> places.nestedRepositories().withPrograms(folder).stream())
                        .findFirst()
                        .map(folder ->
                                folder + " is a repository that git looks into by itself; its settings name programs"))
                .or(() -> plain.elsewhere()
                        ? places.unnamed(Argument.of("."), plain.folders())
                                .map(_ -> "it looks at a repository outside the workspace")
                        : Optional.empty());
    }

    /**
     * A folder that git would take for a repository although it has no {@code .git}: anybody who may write files may have
     * made it, with settings that run programs.
     */
    private static Optional<Path> disguised(Set<Path> folders) {
        for (Path folder : folders) {
            // Git climbs up from where links lead.
            for (Path at = real(folder); at != null; at = at.getParent()) {
                if (isThere(at, "HEAD") && (isThere(at, "objects") || isThere(at, "commondir"))) {
                    return Optional.of(at);
                }
                if (isThere(at, ".git")) {
                    break;
                }
            }
        }
        return Optional.empty();
    }

    private static Path real(Path folder) {
        try {
            return RealPath.of(folder);
        } catch (IOException unresolvable) {
            return folder.normalize(); // git cannot go there either
        }
    }

    /** Also as a link that leads nowhere: git reads a branch's name from it. */
    private static boolean isThere(Path folder, String name) {
        return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }
}
