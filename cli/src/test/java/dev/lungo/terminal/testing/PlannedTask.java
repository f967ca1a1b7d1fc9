package dev.lungo.terminal.testing;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.Lifetime;
import dev.lungo.tasks.Output;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A task of which all is known beforehand. */
public record PlannedTask(
        TaskId id,
        Command command,
        TaskState state,
        String written,
        Supplier<StopResult> stopped,
        boolean attended,
        Supplier<List<Leftover>> left,
        String session)
        implements Task {
    public static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    public static PlannedTask of(String id, String line, TaskState state) {
        return new PlannedTask(
                new TaskId(id),
                Command.shell(line).withCwd(Path.of("/project")),
                state,
                "",
                StopResult.AlreadyEnded::new,
                true,
                List::of,
                "0123456789abcdef");
    }

    /** The same, where a stop does this. */
    public PlannedTask stopping(Supplier<StopResult> result) {
        return new PlannedTask(id, command, state, written, result, attended, left, session);
    }

    /** The same, with nobody to look after it. */
    public PlannedTask unattended() {
        return new PlannedTask(id, command, state, written, stopped, false, left, session);
    }

    /** The same, of another session. */
    public PlannedTask of(String session) {
        return new PlannedTask(id, command, state, written, stopped, attended, left, session);
    }

    /** The same, which goes on without its session. */
    public PlannedTask persistent() {
        return new PlannedTask(
                id, command.withLifetime(Lifetime.PERSISTENT), state, written, stopped, attended, left, session);
    }

    /** The same, which left this running. */
    public PlannedTask leaving(Leftover... left) {
        return new PlannedTask(id, command, state, written, stopped, attended, () -> List.of(left), session);
    }

    /** The same, of which a look at its processes fails. */
    public PlannedTask failingWith(String why) {
        return new PlannedTask(
                id,
                command,
                state,
                written,
                stopped,
                attended,
                () -> {
                    throw new TaskException(why);
                },
                session);
    }

    @Override
    public List<Leftover> leftovers() {
        return left.get();
    }

    @Override
    public Lifetime lifetime() {
        return command.lifetime();
    }

    @Override
    public void keep() {
        throw new TaskException("this task is a double and cannot be kept");
    }

    @Override
    public Instant startedAt() {
        return START;
    }

    @Override
    public Output output() {
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
        return new Output() {
            @Override
            public Path path() {
                return folder().resolve("output.log");
            }

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public Piece read(long offset, int max) {
                int from = (int) Math.min(offset, bytes.length);
                return new Piece(from, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + max)));
            }
        };
    }

    @Override
    public Path folder() {
        return Path.of("/state/tasks", id.value());
    }

    @Override
    public TaskState await(Duration limit) {
        return state;
    }

    @Override
    public StopResult stop(Cause.Requester by) {
        return stopped.get();
    }
}
