package dev.lungo.tasks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is written about a task before it starts, in its file {@code task}; it never changes.
 *
 * @param uptime when it was started, in boot time
 * @param lifetime as it was asked for; {@link Owner} says what it is now
 * @param engine the process that starts it
 * @param cookie the token that all its processes carry in their environment
 * @param pipe the pipe that takes their output, as {@code /proc/PID/fd} calls it
 * @param confinement what its command may reach, if that is limited
 * @param group the folder of the control group that was to hold them; none where none can be made
 */
record TaskFacts(
        TaskId id,
        String session,
        String origin,
        String description,
        Path cwd,
        Path shell,
        Instant created,
        Duration uptime,
        Duration deadline,
        Lifetime lifetime,
        Machine machine,
        ProcessIdentity engine,
        String cookie,
        String pipe,
        Optional<Confinement> confinement,
        Optional<Path> group) {
    private static final String FORMAT = "1";

    String text() {
        var values = new LinkedHashMap<String, String>();
        values.put("format", FORMAT);
        values.put("id", id.value());
        values.put("session", session);
        values.put("origin", origin);
        values.put("description", description);
        values.put("cwd", cwd.toString());
        values.put("shell", shell.toString());
        values.put("created", Long.toString(created.toEpochMilli()));
        values.put("uptime", Long.toString(uptime.toMillis()));
        values.put("deadline", Long.toString(TimeUnit.MILLISECONDS.convert(deadline)));
        values.put("lifetime", lifetime.name().toLowerCase(Locale.ROOT));
        values.put("boot", machine.boot());
        values.put("machine", machine.id());
        values.put("processes", machine.processes());
        values.put("engine", engine.pid() + " " + engine.start());
        values.put("cookie", cookie);
        values.put("pipe", pipe);
        confinement.ifPresent(limits -> values.putAll(ConfinementLines.of(limits)));
        group.ifPresent(path -> values.put("cgroup", path.toString()));
        return Lines.format(values);
    }

    static TaskFacts parse(Path file, String text) {
        var values = Lines.parse(text);
        if (!FORMAT.equals(values.get("format"))) {
            throw new TaskException(file + " has format " + values.get("format") + "; this Lungo reads format " + FORMAT
                    + ": use the Lungo that wrote it");
        }
        try {
            return new TaskFacts(
                    new TaskId(need(values, "id")),
                    need(values, "session"),
                    need(values, "origin"),
                    need(values, "description"),
                    Path.of(need(values, "cwd")),
                    Path.of(need(values, "shell")),
                    Instant.ofEpochMilli(Long.parseLong(need(values, "created"))),
                    Duration.ofMillis(Long.parseLong(need(values, "uptime"))),
                    Duration.ofMillis(Long.parseLong(need(values, "deadline"))),
                    Lifetime.valueOf(need(values, "lifetime").toUpperCase(Locale.ROOT)),
                    new Machine(need(values, "boot"), need(values, "machine"), need(values, "processes")),
                    WaiterRecord.process(need(values, "engine"))
                            .orElseThrow(() -> new IllegalArgumentException("its line 'engine' names no process")),
                    need(values, "cookie"),
                    need(values, "pipe"),
                    ConfinementLines.parse(values),
                    Optional.ofNullable(values.get("cgroup")).map(Path::of));
        } catch (IllegalArgumentException damaged) {
            throw new TaskException(file + " is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private static String need(Map<String, String> values, String key) {
        @Nullable String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no line '" + key + "'");
        }
        return value;
    }

    /** The command as far as the disk knows it: its environment is not written down, it may hold secrets. */
    Command command(String line) {
        try {
            return new Command(line, cwd, Map.of(), Set.of(), deadline, lifetime, description, origin, confinement);
        } catch (IllegalArgumentException damaged) {
            throw new TaskException("the folder of task " + id + " is damaged: " + damaged.getMessage(), damaged);
        }
    }
}
