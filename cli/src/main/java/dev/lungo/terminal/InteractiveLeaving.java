package dev.lungo.terminal;

import dev.lungo.tasks.Cause;
import dev.lungo.tasks.Task;
import dev.lungo.terminal.AskQuestion.Answer;
import dev.lungo.terminal.AskQuestion.Choice;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What leaving means for the tasks that still run: a question first, then a stop that is verified and said. */
final class InteractiveLeaving {
    private static final Choice STOP = new Choice('y', "yes", "stop them and leave");
    private static final Choice STAY = new Choice('n', "no", "stay", false, true);

    private InteractiveLeaving() {}

    static AskQuestion question(List<Task> running, Runnable leave) {
        String names = running.stream()
                .limit(5)
                .map(task -> task.id() + " " + shortened(task.command().line()))
                .collect(Collectors.joining(", "));
        String more = running.size() > 5 ? " and " + (running.size() - 5) + " more" : "";
        Consumer<Answer> answered = answer -> {
            if (answer.key() == STOP.key()) {
                leave.run();
            }
        };
        return new AskQuestion(
                (running.size() == 1 ? "A task still runs: " : running.size() + " tasks still run: ") + names + more
                        + ". Leave?",
                List.of(STOP, STAY),
                answered);
    }

    /** Stops the tasks side by side and says of each what came of it, as soon as it is known. */
    static void stop(List<Task> running, Consumer<List<Line>> say) throws InterruptedException {
        List<Thread> stops = running.stream()
                .map(task -> Thread.ofVirtual().name("stop " + task.id()).start(() -> {
                    try {
                        say.accept(List.of(InteractiveTasks.stopped(task, Cause.Requester.OWNER)));
                    } catch (InterruptedException | RuntimeException failure) {
                        say.accept(List.of(Line.of(Tint.BAD, "✘ " + task.id() + " could not be stopped: " + failure)));
                    }
                }))
                .toList();
        for (Thread stop : stops) {
            stop.join();
        }
    }

    private static String shortened(String command) {
        String line = Harmless.line(command);
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }
}
