package dev.lungo.tool;

import dev.lungo.tasks.Output;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.Tasks;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;

/** The logs of this session's tasks, as files that may be read though they are no part of the workspace. */
record TaskLogs(Tasks tasks) {
    List<Path> paths() {
        return outputs().stream().map(Output::path).toList();
    }

    /** Opens a file that was found to be regular; of a log whose middle is gone, what is there and a line about the rest. */
    SeekableByteChannel open(Path file) throws IOException {
        for (Output output : outputs()) {
            if (output.path().equals(file)) {
                return LogChannel.open(output);
            }
        }
        return Lines.open(file);
    }

    private List<Output> outputs() {
        return tasks.list().stream().map(Task::output).toList();
    }
}
