package dev.lungo.tool;

import dev.lungo.tasks.Confinement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the model should do about a command that its sandbox may have stopped: leaving it is no way to what is guarded or
 * hidden on purpose.
 *
 * @param mayBeLeft whether a call may ask to run outside
 */
record SandboxAdvice(Confinement confinement, boolean mayBeLeft) {
    /** Doors of services, and processes that are not the command's. */
    private static final Pattern OTHERS =
            Pattern.compile("\\.sock\\b|\\bD-?Bus\\b|system bus|\\bkill: ", Pattern.CASE_INSENSITIVE);

    /** A sentence without its end about what the command said. */
    String about(String line) {
        Optional<String> guarded = named(confinement.guarded(), line);
        if (guarded.isPresent()) {
            return guarded.get() + " is guarded: do not work around it, tell the user what should be in it";
        }
        if (named(confinement.hidden(), line).isPresent()
                || OTHERS.matcher(line).find()) {
            return "That is kept from it on purpose: do without it, or tell the user";
        }
        return mayBeLeft
                ? "If it needs that, call it again with unconfined and a reason"
                : "Tell the user what it needs";
    }

    /** Which of the paths stands in the line: whole, or as it is called in its folder. */
    private Optional<String> named(List<Path> paths, String line) {
        return paths.stream()
                .flatMap(path -> Stream.concat(
                        Stream.of(path),
                        confinement.writable().stream()
                                .filter(root -> path.startsWith(root) && !path.equals(root))
                                .map(root -> root.relativize(path))))
                .map(path -> Neutral.notice(path.toString()))
                .filter(name -> Pattern.compile("(?<![\\w./-])(\\./)?" + Pattern.quote(name) + "(?![\\w-])")
                        .matcher(line)
                        .find())
                .findFirst();
    }
}
