package dev.lungo.permission;

import java.util.Set;

/** Programs that may bring links out of an archive, a repository or another folder. */
final class BroughtLinks {
    private static final Set<String> PROGRAMS = Words.of("""
            ln tar bsdtar cpio unzip 7z 7za rsync svn hg patch
            """);

    private static final Set<String> OF_GIT = Words.of("""
            am apply checkout checkout-index cherry-pick clone merge pull read-tree rebase reset restore revert
            stash submodule switch worktree
            """);

    private BroughtLinks() {}

    static boolean mayComeBy(Call call) {
        return PROGRAMS.contains(call.program())
                || (call.program().equals("git")
                        && call.arguments().stream().anyMatch(word -> OF_GIT.contains(word.value())));
    }
}
