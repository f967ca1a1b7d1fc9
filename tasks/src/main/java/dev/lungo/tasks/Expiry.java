package dev.lungo.tasks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The JVM that a {@link Warden} starts to stop tasks whose engine is gone: those that are still that engine's, side by
 * side, and ends. Its arguments are the reason and the ids; the rest comes in the environment that the warden has.
 */
final class Expiry {
    private final Engine engine;
    private final ProjectFolder project;
    private final String token;
    private final StopIntent.Reason reason;

    /** Written by the threads that stop: the warden then does what it can by itself. */
    private final AtomicBoolean failed = new AtomicBoolean();

    private Expiry(Engine engine, ProjectFolder project, String token, StopIntent.Reason reason) {
        this.engine = engine;
        this.project = project;
        this.token = token;
        this.reason = reason;
    }

    static void main(String[] arguments) {
        var environment = System.getenv();
        var engine = new Engine(TaskSettings.DEFAULT.withPatience(patience(environment)), (task, end) -> {});
        var project = new ProjectFolder(Path.of(environment.getOrDefault("LUNGO_FOLDER", "")));
        var token = environment.getOrDefault("LUNGO_TOKEN", "");
        var expiry = new Expiry(engine, project, token, StopIntent.Reason.valueOf(arguments[0]));
        // Whatever woke the warden: what a living engine looks after is not its business.
        if (!Presence.alive(project, token)) {
            expiry.stop(Arrays.stream(arguments).skip(1).map(TaskId::new).toList());
        }
        engine.close();
        System.exit(expiry.failed.get() ? 1 : 0);
    }

    private static TaskLimits patience(Map<String, String> environment) {
        var words = environment.getOrDefault("LUNGO_PATIENCE", "").split(" ", -1);
        return new TaskLimits(
                Duration.ofMillis(Long.parseLong(words[0])),
                Duration.ofMillis(Long.parseLong(words[1])),
                TaskLimits.DEFAULT.settle());
    }

    private void stop(List<TaskId> ids) {
        ids.stream()
                .flatMap(id -> project.find(id).stream())
                .map(folder -> Thread.ofVirtual().start(() -> stop(folder)))
                .toList()
                .forEach(Threads::join);
    }

    private void stop(TaskFolder folder) {
        try {
            var facts = folder.facts();
            var _ = new Stopping(engine, folder, facts, Optional.empty(), List.of())
                    .run(reason, () -> isDue(folder.owner()));
        } catch (TaskException e) {
            failed.set(true);
            Log.warning("cannot stop the task in " + folder.path(), e);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /** Under the task's lock: somebody may have adopted it, or kept it, since the warden looked. */
    private boolean isDue(Owner owner) {
        return owner.token().equals(token)
                && (reason != StopIntent.Reason.ORPHANED || owner.lifetime() == Lifetime.SESSION);
    }
}
