package dev.lungo.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The process that looks after an engine's tasks when the engine is gone: a shell that sleeps in a read until then and
 * costs nothing, and that ends with the last task. What it does is in {@code warden.sh}.
 *
 * @param lock a file whose lock the process holds for as long as it lives; it writes into it who it is
 * @param groups where the control groups of tasks are made
 */
record Warden(Platform platform, Path folder, String token, Path lock, Optional<Path> groups, TaskSettings settings) {
    private static final String SCRIPT_FILE = "warden.sh";
    private static final String SCRIPT = script("free-middle.sh") + script(SCRIPT_FILE);

    /** Descriptors 0 to 4 of the process. */
    private static final String CLASSES = "/proc/self/fd/4";

    /**
     * Starts it.
     *
     * @param life a pipe's end that reads nothing while the engine lives, or {@link Spawn#NULL} where it is gone already
     * @return its process id; none where another one is at work
     */
    OptionalLong start(int life) {
        var held = Descriptors.open(lock, Descriptors.READ_WRITE);
        var jar = Spawn.NULL;
        try {
            if (!Descriptors.lock(held)) {
                return OptionalLong.empty();
            }
            var classes = classes();
            jar = Files.isRegularFile(classes) ? Descriptors.open(classes, Descriptors.READ) : Spawn.NULL;
            return OptionalLong.of(new Spawn(
                            platform.sh(),
                            List.of(
                                    Environment.bytes("lungo-warden"),
                                    Environment.bytes("-c"),
                                    Environment.bytes("eval \"$LUNGO_SCRIPT\"")),
                            variables(jar == Spawn.NULL ? classes.toString() : CLASSES),
                            Path.of("/"),
                            List.of(life, Spawn.NULL, Spawn.NULL, held, jar))
                    .start());
        } finally {
            Descriptors.close(held);
            if (jar != Spawn.NULL) {
                Descriptors.close(jar);
            }
        }
    }

    private List<byte[]> variables(String classPath) {
        var variables = new ArrayList<>(Environment.bare());
        variables.add(Environment.bytes("LUNGO_SCRIPT=" + SCRIPT));
        variables.add(("LUNGO_FOLDER=" + folder).getBytes(Libc.FILE_NAMES));
        variables.add(Environment.bytes("LUNGO_TOKEN=" + token));
        variables.add(Environment.bytes("LUNGO_GRACE=" + settings.orphanGrace().toMillis()));
        variables.add(Environment.bytes("LUNGO_TICK=1"));
        groups.ifPresent(place -> variables.add(("LUNGO_GROUPS=" + place).getBytes(Libc.FILE_NAMES)));
        variables.add(Environment.bytes("LUNGO_ALLOWANCE=" + settings.output().perTask()));
        variables.add(
                ("LUNGO_JAVA=" + Path.of(System.getProperty("java.home"), "bin", "java")).getBytes(Libc.FILE_NAMES));
        variables.add(("LUNGO_CLASSES=" + classPath).getBytes(Libc.FILE_NAMES));
        variables.add(Environment.bytes(
                "LUNGO_PATIENCE=" + settings.patience().grace().toMillis() + " "
                        + settings.patience().kill().toMillis()));
        return variables;
    }

    /** Where this engine's classes are: a jar or a folder; a place that holds none where they are in an image. */
    private static Path classes() {
        // Not by the code source, which classes out of the JVM's cache of loaded classes do not know.
        var script = String.valueOf(Warden.class.getResource(SCRIPT_FILE));
        var place = script.replaceFirst("^jar:", "").replaceFirst("!?/dev/lungo/tasks/" + SCRIPT_FILE + "$", "");
        return place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of("/dev/null");
    }

    static String script(String file) {
        try (var in = Warden.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new TaskException("the engine's " + file + " is not beside its classes");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the engine's " + file, e);
        }
    }
}
