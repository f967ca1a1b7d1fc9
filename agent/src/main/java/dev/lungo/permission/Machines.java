package dev.lungo.permission;

import java.util.Optional;

/** Tells whether a harmless command gets to other machines: by the name of an archive, or by asking DNS for names. */
final class Machines {
    private Machines() {}

    /** Whether an archive's name can have no colon, or has a slash in front of it. */
    static boolean isHere(Argument archive) {
        return switch (archive.kind()) {
            case CONSTANT -> archive.value().indexOf(':') < 0;
            case PATTERN -> archive.value().matches("[^*?\\[:]*/.*");
            case NUMBER, PIPE -> true;
            case FOUND, LINK, ONE, MANY -> false;
        };
    }

    /** Why what lists sockets asks DNS: about all addresses that it shows, or about a machine that is named. */
    static Optional<String> asked(Call call, ReadArguments read) {
        if (!read.has("-n") && !read.has("--numeric")) {
            return Optional.of("without -n it asks DNS about addresses");
        }
        boolean named = call.arguments().stream()
                .anyMatch(word ->
                        word.value().indexOf('@') >= 0 || !(word.constant() || word.kind() == Argument.Kind.NUMBER));
        return named || (call.program().equals("netstat") && !read.operands().isEmpty())
                ? Optional.of("it may ask DNS about a machine")
                : Optional.empty();
    }
}
