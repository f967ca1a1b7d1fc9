package dev.lungo.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that starts a command, waits for it and writes down how it ended: a shell with a fixed script, in a session
 * of its own so that no signal to the command's group reaches it, and a parent that outlives this JVM.
 *
 * <p>Neither the command nor a path is among its arguments: {@code pkill -f} for something in the command must not hit it.
 *
 * @param pidfd readable when it has ended, or a negated errno
 * @param child whether it is this JVM's own, which alone learns the status it ends with
 */
record Waiter(ProcessIdentity identity, int pidfd, boolean child) {
    /** Stands for one that never wrote down who it is. */
    static final ProcessIdentity UNKNOWN = new ProcessIdentity(0, -1);

    /** A line longer than this goes by its file; the kernel takes at most 128 KiB in one string. */
    private static final int LONGEST_ARGUMENT = 100_000;

    /** The first that the script leaves alone. */
    static final int FREE_DESCRIPTOR = 7;

    private static final Duration SHORTAGE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /*
     * Descriptors: 3 is the record, 4 the output, 5 the intent to stop, 6 the door of the control group, open already because
     * no path of the sort can be opened in a sandbox; further ones are the sandbox's. All variables begin with LUNGO_, so that
     * none of them was inherited and is exported to the command. The shell's own words ("Terminated") go to /dev/null, not into the output. The command
     * is run in the foreground because a shell ignores SIGINT and SIGQUIT in what it runs in the background. Whether the
     * command was stopped is decided here, once, when its end is written: no reader can see two answers. The command joins
     * its control group by itself, before it runs; where that fails it runs without.
     */
    private static final String SCRIPT = """
            set +aeux
            trap '' HUP INT QUIT TERM
            LUNGO_write() { echo "$1 $2 ${22}" >&3; }
            read -r LUNGO_stat </proc/self/stat
            LUNGO_write waiter "${LUNGO_stat%% *}" ${LUNGO_stat##*) }
            (
              trap - HUP INT QUIT TERM
              read -r LUNGO_stat </proc/self/stat
              LUNGO_write main "${LUNGO_stat%% *}" ${LUNGO_stat##*) }
              if [ -n "${LUNGO_GROUP-}" ]; then echo 0 >&6 && echo 'group joined' >&3; fi
              if [ -n "${LUNGO_FILE-}" ]; then set -- "$@" "$LUNGO_FILE"; else set -- "$@" -c "$LUNGO_COMMAND"; fi
              unset LUNGO_COMMAND LUNGO_FILE LUNGO_GROUP LUNGO_SCRIPT LUNGO_stat
              exec "$@" >&4 2>&4 3>&- 4>&- 5<&- 6>&-
            )
            LUNGO_stat=$?
            read -r LUNGO_at LUNGO_word </proc/uptime
            read -r LUNGO_word LUNGO_by <&5
            case $LUNGO_word in by) echo "stopped $LUNGO_by" >&3 ;; esac
            echo "at $LUNGO_at" >&3
            echo "exit $LUNGO_stat" >&3
            exit "$LUNGO_stat"
            """;

    /**
     * Starts it; answers its process id.
     *
     * @param output a descriptor that takes the command's output
     */
    static long spawn(Platform platform, TaskFolder folder, TaskFacts facts, Command command, int output) {
        var opened = new ArrayList<Integer>();
        var group = TaskGroup.of(facts).filter(TaskGroup::make);
        try (var sandbox = Sandbox.of(folder, command)) {
            var environment = Environment.of(command, sandbox.environment(), facts.cookie());
            opened.add(Descriptors.open(folder.record(), Descriptors.READ_WRITE));
            opened.add(Descriptors.open(folder.stop(), Descriptors.READ));
            var door = group.map(TaskGroup::door).orElse(Spawn.NULL);
            opened.add(door);
            var descriptors = new ArrayList<>(
                    List.of(Spawn.NULL, Spawn.NULL, Spawn.NULL, opened.get(0), output, opened.get(1), door));
            descriptors.addAll(sandbox.descriptors());
            return sandbox.start(new Spawn(
                    platform.sh(),
                    arguments(platform, facts, environment, sandbox.words()),
                    variables(folder, command, environment, door != Spawn.NULL),
                    command.cwd(),
                    descriptors));
        } catch (RuntimeException e) {
            group.ifPresent(TaskGroup::remove);
            throw e;
        } finally {
            opened.stream().filter(descriptor -> descriptor != Spawn.NULL).forEach(Descriptors::close);
        }
    }

    /**
     * The waiter that was just spawned. Nobody else reaps this child: its number cannot change hands, and a JVM that is short
     * of descriptors may try again.
     *
     * @throws TaskException where nobody can tell who it is; it runs
     */
    static Waiter watched(long pid) {
        var end = System.nanoTime() + SHORTAGE.toNanos();
        var pidfd = Pidfd.open(pid);
        while (Libc.shortage(-pidfd) && System.nanoTime() < end) {
            Threads.pause(PAUSE);
            pidfd = Pidfd.open(pid);
        }
        while (true) {
            try {
                return new Waiter(ProcessIdentity.of(pid), pidfd, true);
            } catch (TaskException shortage) {
                if (System.nanoTime() > end) {
                    throw shortage;
                }
                Threads.pause(PAUSE);
            }
        }
    }

    private static List<byte[]> variables(
            TaskFolder folder, Command command, Environment environment, boolean hasGroup) {
        var variables = new ArrayList<>(environment.plain());
        variables.add(Environment.bytes("LUNGO_SCRIPT=" + SCRIPT));
        if (hasGroup) {
            variables.add(Environment.bytes("LUNGO_GROUP=yes"));
        }
        // A shell would take a leading - or + for its own options; a blank before a command means nothing.
        var line = command.line().startsWith("-") || command.line().startsWith("+")
                ? " " + command.line()
                : command.line();
        var bytes = Environment.bytes("LUNGO_COMMAND=" + line);
        variables.add(
                bytes.length <= LONGEST_ARGUMENT
                        ? bytes
                        : ("LUNGO_FILE=" + folder.commandFile()).getBytes(Libc.FILE_NAMES));
        return variables;
    }

    private static List<byte[]> arguments(
            Platform platform, TaskFacts facts, Environment environment, List<String> sandbox) {
        var arguments = new ArrayList<byte[]>();
        for (var word : List.of(
                "sh",
                "-c",
                "eval \"$LUNGO_SCRIPT\"",
                "task-" + facts.id(),
                platform.setsid().toString())) {
            arguments.add(Environment.bytes(word));
        }
        if (!environment.odd().isEmpty()) {
            arguments.add(Environment.bytes(platform.env().toString()));
            arguments.add(Environment.bytes("--"));
            arguments.addAll(environment.odd());
        }
        sandbox.forEach(word -> arguments.add(word.getBytes(Libc.FILE_NAMES)));
        arguments.add(Environment.bytes(platform.shell().toString()));
        return arguments;
    }
}
