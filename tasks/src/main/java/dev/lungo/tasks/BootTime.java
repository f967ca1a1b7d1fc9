package dev.lungo.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The time since the machine was started, sleep included, to a hundredth of a second: no change of the clock moves it. */
final class BootTime {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final int MILLIS_PER_HUNDREDTH = 10;

    private BootTime() {}

    static Duration now() {
        try {
            return parse(Files.readString(UPTIME).split(" ", 2)[0]);
        } catch (IOException | IllegalArgumentException e) {
            throw new TaskException("cannot tell the time since the start of the machine from " + UPTIME + ": " + e, e);
        }
    }

    /** Seconds with two decimals, as the kernel writes them. */
    static Duration parse(String seconds) {
        if (!seconds.matches("[0-9]{1,15}\\.[0-9]{2}")) {
            throw new IllegalArgumentException("no time since a start: '" + seconds + "'");
        }
        return Duration.ofMillis(Long.parseLong(seconds.replace(".", "")) * MILLIS_PER_HUNDREDTH);
    }
}
