package dev.lungo.terminal;

import java.util.List;

/** Does what a person tells Lungo itself. Called on the thread that reads the keys; what takes time is done beside. */
final class InteractiveCommands {
    private final InteractiveView view;
    private final InteractiveTasks tasks;
    private final InteractiveRewind rewind;
    private final InteractiveMode mode;
    private final Runnable leave;

    InteractiveCommands(
            InteractiveView view,
            InteractiveTasks tasks,
            InteractiveRewind rewind,
            InteractiveMode mode,
            Runnable leave) {
        this.view = view;
        this.tasks = tasks;
        this.rewind = rewind;
        this.mode = mode;
        this.leave = leave;
    }

    /** Does what a line says that begins with this word. */
    void run(String word, String argument) {
        InteractiveCommand.named(word)
                .ifPresentOrElse(
                        command -> run(command, argument),
                        () -> view.print(List.of(Line.of(
                                Tint.WARN,
                                "  there is no command " + word
                                        + InteractiveCommand.meant(word)
                                                .map(meant -> "; did you mean " + meant + "?")
                                                .orElse("; there are "
                                                        + String.join(", ", InteractiveCommand.matching("/")))))));
    }

    private void run(InteractiveCommand command, String argument) {
        switch (command) {
            case HELP -> view.print(InteractiveCommand.help());
            case TASKS -> Thread.ofVirtual().name("tasks").start(this::tasks);
            case LOGS -> view.print(tasks.logs(argument));
            case STOP -> Thread.ofVirtual().name("stop").start(() -> stop(argument));
            case REWIND -> rewind.begin(argument);
            case ADOPT -> Thread.ofVirtual().name("adopt").start(() -> adopt(argument));
            case MODE -> mode.change(argument);
            case EXIT, QUIT -> leave.run();
        }
    }

    private void tasks() {
        try {
            view.print(tasks.list());
        } catch (InterruptedException | RuntimeException failure) {
            view.print(List.of(Line.of(Tint.BAD, "  the tasks could not be listed: " + failure.getMessage())));
        }
    }

    private void stop(String id) {
        try {
            view.print(tasks.stop(id));
        } catch (InterruptedException | RuntimeException failure) {
            view.print(List.of(Line.of(Tint.BAD, "  " + id + " could not be stopped: " + failure)));
        }
    }

    private void adopt(String id) {
        try {
            view.print(tasks.adopt(id));
        } catch (InterruptedException | RuntimeException failure) {
            view.print(List.of(Line.of(Tint.BAD, "  " + id + " could not be adopted: " + failure)));
        }
    }
}
