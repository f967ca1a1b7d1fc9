package dev.lungo.terminal;

import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskState;
import dev.lungo.tasks.Tasks;
import dev.lungo.terminal.AskQuestion.Choice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What leaving means for the tasks that are still there: a question first, then what the person wants, said honestly. */
final class InteractiveLeaving {
    private static final Choice STOP = new Choice('s', "stop", "stop them and leave");
    private static final Choice KEEP = new Choice('k', "keep", "leave, and let them go on without Lungo");
    private static final Choice STAY = new Choice('n', "stay", "stay", false, true);

    private final Tasks tasks;
    private final InstantSource clock;
    private final Consumer<List<Line>> say;
    /** The answer; written by the thread that reads the keys. */
    private volatile boolean keep;

    InteractiveLeaving(Tasks tasks, InstantSource clock, Consumer<List<Line>> say) {
        this.tasks = tasks;
        this.clock = clock;
        this.say = say;
    }

    /** What is still there. */
    Remaining remaining() {
        return Remaining.of(tasks);
    }

    /** A line for each that leaving concerns. */
    List<Line> listed(Remaining remaining) {
        var lines = new ArrayList<Line>();
        remaining.running().forEach(task -> lines.add(listed(task, "runs")));
        remaining.leavings().forEach(task -> lines.add(listed(task, "has ended")));
        remaining.persistent().forEach(task -> lines.add(listed(task, "persistent")));
        return lines;
    }

    private Line listed(Task task, String how) {
        String age = ActivityLines.duration(Duration.between(task.startedAt(), clock.instant()));
        return Line.of(Tint.BOLD, String.format("  %-4s ", task.id()))
                .and(Tint.DIM, String.format(Locale.ROOT, "%-10s %10s  ", how, age))
                .and(Tint.PLAIN, Remaining.what(task));
    }

    /** What becomes of them? Leaves, unless the person stays. */
    AskQuestion question(Remaining remaining, Runnable leave) {
        return new AskQuestion(headline(remaining) + ". Leave?", List.of(STOP, KEEP, STAY), answer -> {
            if (answer.key() != STAY.key()) {
                keep = answer.key() == KEEP.key();
                leave.run();
            }
        });
    }

    private static String headline(Remaining remaining) {
        int running = remaining.running().size();
        int leavings = remaining.leavings().size();
        String first = running == 0 ? "" : running == 1 ? "A task still runs" : running + " tasks still run";
        String left = leavings == 1 ? "an ended task left" : leavings + " ended tasks left";
        if (leavings == 0) {
            return first;
        }
        return (first.isEmpty() ? "" : first + ", ")
                + (first.isEmpty() ? left.substring(0, 1).toUpperCase(Locale.ROOT) + left.substring(1) : left)
                + " something running";
    }

    /** Does what the person wanted, to all that is there by now. */
    void settle() throws InterruptedException {
        Remaining remaining = remaining();
        remaining.persistent().forEach(this::goesOn);
        if (keep) {
            for (Task task : remaining.toStop()) {
                keep(task);
            }
            // Also what could not be kept: it has the grace.
            tasks.leave();
        } else if (!remaining.isHarmless()) {
            stop(remaining.toStop());
        }
    }

    private void keep(Task task) throws InterruptedException {
        try {
            task.keep();
            goesOn(task);
        } catch (RuntimeException failure) {
            say.accept(List.of(
                    Line.of(Tint.BAD, "✘ " + task.id() + " could not be made persistent: " + failure.getMessage())));
        }
    }

    private void goesOn(Task task) {
        Duration most = task.command().deadline().minus(Duration.between(task.startedAt(), clock.instant()));
        String how = task.state() instanceof TaskState.Running
                ? "goes on, " + ActivityLines.duration(most) + " at most"
                : Remaining.what(task);
        say.accept(List.of(Line.of(Tint.GOOD, "→ " + task.id() + " ")
                .and(Tint.PLAIN, how)
                .and(Tint.DIM, " (lungo logs " + task.id() + ", lungo stop " + task.id() + ")")));
    }

    /** Stops the tasks and says of each what came of it, as soon as it is known. */
    private void stop(List<Task> all) throws InterruptedException {
        say.accept(List.of(
                Line.of(Tint.DIM, all.size() == 1 ? "· stopping a task" : "· stopping " + all.size() + " tasks")));
        var late = LateChanges.of(all);
        TaskStops.all(
                all, TaskStops.PATIENCE, (task, result) -> say.accept(List.of(InteractiveTasks.stopped(task, result))));
        late.lines().forEach(line -> say.accept(List.of(Line.of(Tint.BAD, line))));
    }
}
