package dev.lungo.permission;

import dev.lungo.shell.Invocation.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What programs that run other commands may run without a word of its own in the line: scripts in words, input, settings. */
final class CarriedScripts {
    /** They run what they read. */
    private static final Set<String> READING = Words.of("""
            su ssh sudo doas at batch parallel chroot script unshare nsenter runuser pkexec
            """);

    /** Subcommands of git that run words; those of others are texts. */
    private static final Set<String> OF_GIT = Set.of("rebase", "bisect", "submodule", "filter-branch", "difftool");

    /** Settings of git that name programs. */
    private static final Pattern RUNNING = Pattern.compile(
            "(?i)(alias|credential|filter|include|includeif|diff|merge|difftool|mergetool|gpg|pager|sequence|interactive"
                    + "|browser|web|man|sendemail|submodule|url|protocol)\\..*"
                    + "|core\\.(pager|editor|sshcommand|fsmonitor|hookspath|askpass|gitproxy|alternaterefscommand)(=.*)?");

    private static final Pattern LETTERS = Pattern.compile("-[a-zA-Z]{1,4}");

    private CarriedScripts() {}

    /** Words that may be scripts for a shell, also where they are attached to an option. */
    static List<String> in(Call call) {
        if (call.program().equals("git")
                && call.arguments().stream().noneMatch(word -> OF_GIT.contains(word.value()))) {
            return List.of();
        }
        List<String> scripts = new ArrayList<>();
        for (Argument word : call.arguments()) {
            String value = word.value();
            if (!word.constant() || value.indexOf(' ') < 0) {
                continue;
            }
            if (!value.startsWith("-")) {
                scripts.add(value);
            } else if (value.startsWith("--")) {
                scripts.add(value.substring(value.indexOf('=') + 1));
            } else {
                for (int at = 2;
                        at < value.length()
                                && LETTERS.matcher(value.substring(0, at)).matches();
                        at++) {
                    scripts.add(value.substring(at));
                }
            }
        }
        return scripts;
    }

    /** Whether it may run what stands nowhere. */
    static boolean areHidden(Call call, boolean hasText) {
        boolean reads = call.places().contains(Place.READS_PIPE) && !hasText;
        return call.program().equals("parallel") || (reads && READING.contains(call.program())) || setsPrograms(call);
    }

    /** Whether it may run a text that it reads. */
    static boolean readsScript(Call call) {
        return READING.contains(call.program());
    }

    private static boolean setsPrograms(Call call) {
        List<Argument> words = call.words();
        for (int at = 1; call.program().equals("git") && at + 1 < words.size(); at++) {
            boolean given = words.get(at).is("-c")
                    && (!words.get(at + 1).constant()
                            || RUNNING.matcher(words.get(at + 1).value()).matches());
            if (given || words.get(at).value().startsWith("--config-env")) {
                return true;
            }
        }
        return false;
    }
}
