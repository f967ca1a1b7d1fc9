package dev.lungo.terminal;

import dev.lungo.agent.Rewinding.Point;
import dev.lungo.tool.FileRewind.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** What a person reads about taking a session back. */
public final class RewindText {
    /** The whole truth about files. */
    public static final String LIMITS = "files that commands changed are not covered";

    private static final int SHOWN = 70;

    private RewindText() {}

    /** A place that can be gone back to, with its number. */
    public static String of(Point point) {
        String files = switch (point.files()) {
            case 0 -> "";
            case 1 -> "  (1 file changed since)";
            default -> "  (" + point.files() + " files changed since)";
        };
        return String.format(Locale.ROOT, "%3d  ", point.number()) + name(point) + files;
    }

    /** The same in a few words. */
    static String name(Point point) {
        return switch (point) {
            case Point.Prompt(var _, var prompt, var _) -> shortened(prompt.text());
            case Point.Files(var _, String time, var _) -> "[files were taken back at " + clock(time) + "]";
        };
    }

    /** What became of a file. */
    public static String of(Outcome outcome, Path workingFolder) {
        Path file = outcome.file();
        String name = (file.startsWith(workingFolder) ? workingFolder.relativize(file) : file).toString();
        return switch (outcome) {
            case Outcome.Restored _ -> "✔ " + name + " is again what it was";
            case Outcome.Removed _ -> "✔ " + name + " is gone: it was not there before";
            case Outcome.Unchanged _ -> "· " + name + " was that already";
            case Outcome.LeftAlone left ->
                "✘ " + name + " was left alone, because somebody else changed it since; "
                        + left.kept().map(kept -> "what it was: " + kept).orElse("it was not there before");
            case Outcome.Failed(var _, String why) -> "✘ " + name + " could not be changed: " + why;
        };
    }

    private static String clock(String time) {
        try {
            return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
                    .format(Instant.parse(time).atZone(ZoneId.systemDefault()));
        } catch (DateTimeParseException unknown) {
            return "an unknown time";
        }
    }

    private static String shortened(String prompt) {
        String line = Harmless.line(prompt.strip());
        int length = line.codePointCount(0, line.length());
        return length <= SHOWN ? line : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
