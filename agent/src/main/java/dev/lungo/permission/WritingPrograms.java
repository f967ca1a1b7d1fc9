package dev.lungo.permission;

import java.util.Set;

/** Programs whose operands are files that they write, move or delete. */
final class WritingPrograms {
    private static final Set<String> NAMES = Words.of("""
            cp mv rm rmdir unlink ln tee touch mkdir install truncate dd sed perl chmod chown chgrp rsync
            shred patch ed ex vi vim nano sponge sort tar unzip curl wget
            """);

    private WritingPrograms() {}

    static boolean knows(String program) {
        return NAMES.contains(program);
    }
}
