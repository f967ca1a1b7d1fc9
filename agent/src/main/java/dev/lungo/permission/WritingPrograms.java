package dev.lungo.permission;

import java.util.List;
import java.util.Set;

/** Programs whose operands are files that they write, move or delete. */
final class WritingPrograms {
    private static final Set<String> NAMES = Words.of("""
            cp mv rm rmdir unlink ln tee touch mkdir install truncate dd sed perl chmod chown chgrp rsync
            shred patch ed ex vi vim nano sponge sort tar unzip curl wget gzip gunzip bzip2 bunzip2 xz unxz
            zstd mktemp mkfifo mknod
            """);

    private static final Set<String> OF_GIT =
            Set.of("checkout", "checkout-index", "restore", "clean", "rm", "mv", "apply", "clone", "worktree");

    private WritingPrograms() {}

    /** Whether a call writes or removes what its words name; git and {@code find} do with some of them. */
    static boolean writes(Call call) {
        return switch (call.program()) {
            case "git" -> call.arguments().stream().anyMatch(word -> OF_GIT.contains(word.value()));
            case "find" ->
                call.arguments().stream().anyMatch(word -> word.value().matches("-delete|-fprint.*|-fls"));
            default -> NAMES.contains(call.program());
        };
    }

    /** The words of a call that may name what it writes: all of a program that does, else the values of some options. */
    static List<Argument> written(Call call) {
        if (!writes(call)) {
            return WrittenOptions.of(call);
        }
        return call.program().equals("find") ? FindExpression.notLeftOut(call.arguments()) : call.arguments();
    }
}
