package dev.lungo.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options of the shell that leave alone how a script is read. */
final class ShellOptions {
    private static final Set<String> LONG = Set.of(
            "allexport",
            "braceexpand",
            "errexit",
            "errtrace",
            "functrace",
            "noclobber",
            "noglob",
            "nounset",
            "pipefail",
            "verbose",
            "xtrace");
    private static final Set<String> SHOPT = Set.of(
            "dotglob", "failglob", "globstar", "inherit_errexit", "lastpipe", "nocaseglob", "nocasematch", "nullglob");

    private ShellOptions() {}

    static boolean isSureSet(List<Word> arguments) {
        boolean name = false;
        for (Word word : arguments) {
            Optional<String> constant = word.constant();
            if (constant.isEmpty()) {
                return false;
            }
            String option = constant.get();
            if (name) {
                if (!LONG.contains(option)) {
                    return false;
                }
                name = false;
            } else if (option.equals("--") || !(option.startsWith("-") || option.startsWith("+"))) {
                return true;
            } else if (!option.matches("[-+][aefuvxBCET]*o?")) {
                return false;
            } else {
                name = option.endsWith("o");
            }
        }
        return true;
    }

    static boolean isSureShopt(List<Word> arguments) {
        return arguments.stream()
                .allMatch(word -> word.constant()
                        .filter(text -> text.matches("-[suqp]+") || SHOPT.contains(text))
                        .isPresent());
    }
}
