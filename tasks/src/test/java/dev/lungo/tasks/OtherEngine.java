package dev.lungo.tasks;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An engine in a JVM of its own, to be killed: starts tasks and waits. */
final class OtherEngine implements AutoCloseable {
    private final Process jvm;

    private OtherEngine(Process jvm) {
        this.jvm = jvm;
    }

    /**
     * Starts it, and the commands in it; answers when they were started.
     *
     * @param grace of orphans
     * @param terms such as {@code persistent}, {@code cwd=/work}, {@code deadline=500}, {@code sandbox=LIGHT}, {@code output=1048576} or {@code no-jvm}, separated by blanks
     */
    static OtherEngine start(Path folder, String session, Duration grace, String terms, String... commands)
            throws IOException {
        return start(
                OtherJvm.command(OtherEngine.class, arguments(folder, session, grace, terms, commands)),
                commands.length);
    }

    /** The same of an ordinary user, in {@code tasks} below a folder that is made everybody's. */
    static OtherEngine ofOrdinaryUser(Path folder, Duration grace, String... commands) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        var tasks = Files.createDirectory(folder.resolve("tasks"));
        ContainmentUser.ORDINARY.own(tasks);
        var command = OtherJvm.commandForAnybody(
                folder, OtherEngine.class, arguments(tasks, "s1", grace, "cwd=" + tasks, commands));
        return start(ContainmentUser.ORDINARY.as(null, command), commands.length);
    }

    private static String[] arguments(Path folder, String session, Duration grace, String terms, String... commands) {
        var arguments = new ArrayList<>(List.of(folder.toString(), session, Long.toString(grace.toMillis()), terms));
        arguments.addAll(List.of(commands));
        return arguments.toArray(String[]::new);
    }

    private static OtherEngine start(List<String> command, int commands) throws IOException {
        var jvm = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        for (var i = 0; i < commands + 1; i++) {
            if (jvm.inputReader().readLine() == null) {
                jvm.destroyForcibly();
                throw new IOException("the other engine ended before it was ready");
            }
        }
        return new OtherEngine(jvm);
    }

    /** By SIGKILL. */
    void kill() throws InterruptedException {
        jvm.destroyForcibly().waitFor();
    }

    /** Lets it close its engine and end. */
    void end() throws IOException, InterruptedException {
        jvm.outputWriter().close();
        jvm.waitFor();
    }

    @Override
    public void close() {
        jvm.destroyForcibly();
    }

    static void main(String[] arguments) throws IOException, IllegalAccessException {
        var settings = TaskSettings.DEFAULT
                .withPatience(Patience.QUICK)
                .withOrphanGrace(Duration.ofMillis(Long.parseLong(arguments[2])));
        var terms = List.of(arguments[3].split(" "));
        if (terms.contains("no-jvm")) {
            // Its script is read before the place of the JVM is lost.
            MethodHandles.lookup().ensureInitialized(Warden.class);
            System.setProperty("java.home", "/nonexistent");
        }
        for (var term : terms) {
            if (term.startsWith("output=")) {
                var bytes = Long.parseLong(term.substring("output=".length()));
                settings = settings.withOutput(OutputLimits.DEFAULT.withPerTask(bytes));
            }
        }
        try (var tasks = Tasks.open(Path.of(arguments[0]), arguments[1], (task, end) -> {}, settings)) {
            for (var line : Arrays.copyOfRange(arguments, 4, arguments.length)) {
                tasks.start(command(line, terms));
                IO.println(line);
            }
            IO.println("ready");
            var _ = System.in.read();
        }
    }

    /** What the term {@code repository} guards. */
    static List<Path> guarded(Path tree) {
        return List.of(tree.resolve(".git/commondir"), tree.resolve(".envrc"));
    }

    private static Command command(String line, List<String> terms) {
        var command = Command.shell(line);
        for (var term : terms) {
            if (term.equals("persistent")) {
                command = command.withLifetime(Lifetime.PERSISTENT);
            } else if (term.startsWith("sandbox=")) {
                command = command.withConfinement(Optional.of(new Confinement(
                        Confinement.Strength.valueOf(term.substring("sandbox=".length())),
                        terms.contains("repository") ? List.of(command.cwd()) : List.of(),
                        terms.contains("repository") ? guarded(command.cwd()) : List.of(),
                        List.of(),
                        new Confinement.Network.None())));
            } else if (term.startsWith("cwd=")) {
                command = command.withCwd(Path.of(term.substring("cwd=".length())));
            } else if (term.startsWith("deadline=")) {
                command = command.withDeadline(Duration.ofMillis(Long.parseLong(term.substring("deadline=".length()))));
            }
        }
        return command;
    }
}
