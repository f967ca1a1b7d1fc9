package dev.lungo.testing;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A task that never ran, with facts set by a test: for what is said about tasks. Owned by one thread. */
public final class ToldTask implements Task {
    private final Command command;
    private byte[] output = {};
    private List<Leftover> left = List.of();
    private List<Path> guardedChanges = List.of();
    private boolean outputLost;

    public ToldTask(Command command) {
        this.command = command;
    }

    public void print(String text) {
        print(text.getBytes(StandardCharsets.UTF_8));
    }

    public void print(byte[] bytes) {
        output = bytes;
    }

    public void loseOutput() {
        outputLost = true;
    }

    public void leave(Leftover... processes) {
        left = List.of(processes);
    }

    public void changeGuarded(Path... paths) {
        guardedChanges = List.of(paths);
    }

    @Override
    public List<Path> guardedChanges() {
        return guardedChanges;
    }

    @Override
    public TaskId id() {
        return new TaskId("b7");
    }

    @Override
    public Command command() {
        return command;
    }

    @Override
    public String session() {
        return "";
    }

    @Override
    public Lifetime lifetime() {
        return Lifetime.SESSION;
    }

    @Override
    public boolean attended() {
        return true;
    }

    @Override
    public void keep() {
        throw new TaskException("this task is a double and cannot be kept");
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public TaskState state() {
        return new TaskState.Running();
    }

    @Override
    public Output output() {
        return new Output() {
            @Override
            public Path path() {
                return folder().resolve("output.log");
            }

            @Override
            public long size() {
                return output.length;
            }

            @Override
            public Piece read(long offset, int max) {
                if (outputLost) {
                    throw new UncheckedIOException(new IOException("no such file " + path()));
                }
                int from = (int) Math.min(offset, output.length);
                return new Piece(offset, Arrays.copyOfRange(output, from, Math.min(output.length, from + max)));
            }
        };
    }

    @Override
    public Path folder() {
        return Path.of("/state/b7");
    }

    @Override
    public TaskState await(Duration limit) {
        return state();
    }

    @Override
    public List<Leftover> leftovers() {
        return left;
    }

    @Override
    public StopResult stop(Cause.Requester by) {
        return new StopResult.AlreadyEnded();
    }
}
