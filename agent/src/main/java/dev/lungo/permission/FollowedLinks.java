package dev.lungo.permission;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which of the commands that go through folders also go where links in them lead. */
final class FollowedLinks {
    /** They do unless an option says otherwise. */
    private static final Set<String> BY_THEMSELVES = Set.of("diff", "scp", "zip", "7z", "7za");

    private static final Pattern KEPT = Pattern.compile("--no-dereference|--symlinks|-[a-zA-Z]*y|-snl");

    /** By program: the options that have it follow them. */
    private static final Map<String, Pattern> FOLLOWING = Map.ofEntries(
            Map.entry("grep", Pattern.compile("-[a-zA-Z]*R.*|--de.*")),
            Map.entry("egrep", Pattern.compile("-[a-zA-Z]*R.*|--de.*")),
            Map.entry("fgrep", Pattern.compile("-[a-zA-Z]*R.*|--de.*")),
            Map.entry("cp", Pattern.compile("-[a-zA-Z]*L.*|--de.*")),
            Map.entry("tar", Pattern.compile("-[a-zA-Z]*h.*|--de.*")),
            Map.entry("bsdtar", Pattern.compile("-[a-zA-Z]*[hL].*|--de.*")),
            Map.entry("rsync", Pattern.compile("-[a-zA-Z]*[Lk].*|--copy-.*")),
            Map.entry("find", Pattern.compile("-L|-follow")),
            Map.entry("rg", Pattern.compile("-[a-zA-Z]*L.*|--follow")),
            Map.entry("ag", Pattern.compile("-[a-zA-Z]*f.*|--follow")),
            Map.entry("ack", Pattern.compile("--follow")));

    /** {@code tar chf}: letters without a dash. */
    private static final Pattern OLD_LETTERS = Pattern.compile("[a-zA-Z]*h[a-zA-Z]*");

    private FollowedLinks() {}

    static boolean by(Call call) {
        List<Argument> words = call.arguments();
        String program = call.program();
        if (BY_THEMSELVES.contains(program)) {
            return !any(words, KEPT);
        }
        boolean letters = program.endsWith("tar")
                && !words.isEmpty()
                && OLD_LETTERS.matcher(words.getFirst().value()).matches();
        Pattern options = FOLLOWING.get(program);
        return letters || (options != null && any(words, options));
    }

    private static boolean any(List<Argument> words, Pattern options) {
        return words.stream().anyMatch(word -> options.matcher(word.value()).matches());
    }
}
