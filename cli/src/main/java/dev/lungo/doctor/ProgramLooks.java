package dev.lungo.doctor;

import dev.lungo.tasks.BareProcess;
import dev.lungo.tasks.Command;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;

/** Programs that are tried out. */
public final class ProgramLooks {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private ProgramLooks() {}

    /**
     * Runs a command the way the agent does, in a folder that is gone afterwards.
     *
     * @param withheld names of variables that no command sees
     */
    public static Finding commands(Path temporary, Set<String> withheld) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory(temporary, "lungo-doctor");
            try (var tasks = Tasks.open(folder)) {
                var state = tasks.start(Command.shell("true").withCwd(folder).withWithheld(withheld))
                        .await(PATIENCE);
                return state instanceof TaskState.Ended ended && ended.exit().success()
                        ? new Finding.Fine("commands", "run, and their end is seen")
                        : broken("a command was run and ended as " + state);
            } finally {
                remove(folder);
            }
        } catch (TaskException | IOException failed) {
            return broken(String.valueOf(failed.getMessage()));
        }
    }

    private static Finding broken(String fact) {
        return new Finding.Broken(
                "commands",
                fact,
                "the agent cannot run anything",
                "see what the message says, or file an issue with it");
    }

    private static void remove(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** The version control that most projects have. */
    public static Finding git() throws InterruptedException {
        try {
            var git =
                    BareProcess.of("git", "--version").redirectErrorStream(true).start();
            if (!git.waitFor(PATIENCE)) {
                git.destroyForcibly();
                return withoutGit("does not answer");
            }
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.exitValue() == 0 ? new Finding.Fine("git", said) : withoutGit(said);
        } catch (IOException absent) {
            return withoutGit("is not installed");
        }
    }

    private static Finding withoutGit(String fact) {
        return new Finding.Missing(
                "git", fact, "the agent cannot see what it changed, nor commit it", "install it: apt install git");
    }
}
