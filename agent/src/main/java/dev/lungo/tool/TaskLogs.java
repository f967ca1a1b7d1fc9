package dev.lungo.tool;

import dev.lungo.tasks.Output;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.Tasks;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The logs of this session's tasks, as files that may be read though they are no part of the workspace. */
record TaskLogs(Tasks tasks) {
    /** A log lies in a folder that has its task's name. */
    private static final Pattern LOG = Pattern.compile("(?:.*/)?([a-z][a-z0-9]{0,11})/output\\.log");

    /** Those that may be read by who wrote this path: of tasks long over, the one it names. */
    List<Path> paths(String written) {
        return Stream.concat(tasks.list().stream().map(Task::output), named(written).stream())
                .map(Output::path)
                .toList();
    }

    /** Opens a file that was found to be regular; of a log whose middle is gone, what is there and a line about the rest. */
    SeekableByteChannel open(Path file) throws IOException {
        var output = log(file);
        return output.isPresent() ? LogChannel.open(output.get()) : HeldFolder.open(file);
    }

    /** Like {@link #open(Path)}, in a folder that is held already. */
    SeekableByteChannel open(Path file, HeldFolder folder) throws IOException {
        var output = log(file);
        return output.isPresent() ? LogChannel.open(output.get()) : folder.read(file.getFileName());
    }

    private Optional<Output> log(Path file) {
        return named(file.toString()).filter(log -> log.path().equals(file));
    }

    private Optional<Output> named(String path) {
        var log = LOG.matcher(path);
        try {
            return log.matches() ? tasks.find(new TaskId(log.group(1))).map(Task::output) : Optional.empty();
        } catch (TaskException noTask) {
            // Its folder is damaged or from another version: a file like any other, and no log of ours.
            return Optional.empty();
        }
    }
}
