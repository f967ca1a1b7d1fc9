package dev.lungo.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Calls of git as rules write them: the subcommand right behind the name. */
final class GitForms {
    /** Options of git that take the next word. */
    private static final Set<String> TAKING_WORDS = Words.of("""
            -C -c --git-dir --work-tree --namespace --exec-path --config-env --super-prefix --attr-source
            --list-cmds
            """);

    private GitForms() {}

    /** {@code git-push x} as {@code git push x}. */
    static Call subcommand(String name, Call call) {
        var words = new ArrayList<>(List.of(Argument.of("git"), Argument.of(name)));
        words.addAll(call.arguments());
        return call.with(List.of(), words);
    }

    /** {@code git -C x push} as {@code git push}. */
    static Call withoutOptions(Call call) {
        var words = new ArrayList<Argument>(call.words());
        words.set(0, Argument.of("git"));
        while (words.size() > 1 && words.get(1).value().startsWith("-")) {
            boolean two = TAKING_WORDS.contains(words.get(1).value());
            words.remove(1);
            if (two && words.size() > 1) {
                words.remove(1);
            }
        }
        return call.with(List.of(), words);
    }
}
