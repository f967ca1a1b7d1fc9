package dev.lungo.permission;

import dev.lungo.shell.Redirection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the words of commands that are files nobody knows before they run: a rule about files may mean any of them. */
final class UnknownFiles {
    /** Programs of whose words each may be a file. */
    private static final Set<String> OF_FILES = Set.of("cp", "mv", "rm", "tee", "ln", "install", "rsync", "scp", "tar");

    private UnknownFiles() {}

    /** The first one. */
    static Optional<Argument> in(ReadLine line, Call call, Places places) {
        for (Redirection redirection : call.redirections()) {
            boolean file = redirection.writes() || redirection.kind() == Redirection.Kind.READ;
            for (Argument target : file ? line.meant(redirection.target(), call) : List.<Argument>of()) {
                if (isUnknown(target)) {
                    return Optional.of(target);
                }
            }
        }
        return in(call, line.folders(), places);
    }

    private static Optional<Argument> in(Call call, Set<Path> folders, Places places) {
        if (Wrappers.wraps(call.program()) && Wrappers.unwrap(call) instanceof Wrappers.Unwrapped.Inner(var inner)) {
            return in(inner, folders, places);
        }
        return call.arguments().stream()
                .filter(word -> word.written().startsWith("~") && isUnknown(word))
                .findFirst()
                .or(() -> files(call).stream().filter(UnknownFiles::isUnknown).findFirst())
                .or(() -> call.arguments().stream()
                        .filter(word -> word.value().startsWith("/")
                                && !Places.isPlain(word)
                                && places.uses(word, folders, false).isEmpty())
                        .findFirst());
    }

    private static boolean isUnknown(Argument word) {
        return word.kind() == Argument.Kind.ONE || word.kind() == Argument.Kind.MANY;
    }

    /** The words that are files to read, as far as the program is known. */
    private static List<Argument> files(Call call) {
        if (OF_FILES.contains(call.program())) {
            return call.arguments();
        }
        Optional<KnownCommand> known = call.program().equals("git")
                ? Optional.empty()
                : ReadOnlyCommands.all().find(call.bare().words());
        if (known.isEmpty()) {
            return List.of();
        }
        var read = new ReadArguments(
                known.get().options(),
                true,
                call.words().subList(known.get().words(), call.words().size()));
        List<Argument> operands = read.operands();
        return switch (known.get().operands()) {
            case READS, READ_ONE, READ_FIRST -> operands;
            case PATTERN, OTHERS ->
                read.patternGiven()
                                || operands.isEmpty()
                                || !operands.getFirst().oneWord()
                        ? operands
                        : operands.subList(1, operands.size());
            case NONE, TEXT, NAMES, NUMERIC, LISTED, REVISIONS, ONLY -> List.of();
        };
    }
}
