package dev.lungo.cli;

import dev.lungo.agent.TurnEnd;
import dev.lungo.terminal.RunEnd;
import dev.lungo.terminal.RunEnd.Outcome;
import dev.lungo.terminal.Sink;
import dev.lungo.terminal.View;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A run without a person at the keyboard: from prompts to answers and an exit code. Used by one thread. */
final class Headless {
    private final Setup setup;
    private final Surroundings surroundings;
    private final Sink out;
    private final View view;
    private final Wiring wiring;
    private final PromptStream prompts;
    private final Leaving leaving;

    Headless(Setup setup, Surroundings surroundings) {
        this.setup = setup;
        this.surroundings = surroundings;
        var leave = new AtomicReference<Runnable>(() -> {});
        out = new Sink(surroundings.outForPeople(), () -> leave.get().run());
        view = HeadlessViews.of(setup, out, surroundings);
        wiring = new Wiring(setup, new Allowance(setup).unattended(), view, true);
        prompts = new PromptStream(surroundings, wiring.inbox()::submit);
        leave.set(this::leave);
        leaving = Leaving.prepare(this::leave, surroundings::say);
    }

    /**
     * Answers one prompt; answers the exit code.
     *
     * @param prompt empty where a session goes on with what is open in it
     */
    int run(Optional<String> prompt) throws InterruptedException {
        try (wiring) {
            wiring.tellNotes(surroundings::say);
            prompt.ifPresentOrElse(wiring.inbox()::submit, wiring.agent()::insist);
            RunEnd end = answer();
            endTasks();
            view.finished(end);
            return exitCode(end.outcome());
        } finally {
            leaving.done();
        }
    }

    /** Answers the prompts that come in on stdin one by one, until there are no more; answers the exit code. */
    int serve() throws InterruptedException {
        try (wiring) {
            wiring.tellNotes(surroundings::say);
            // The first prompt may be long in coming, and the tasks have a grace.
            wiring.agent().takeUp();
            var last = Outcome.SUCCESS;
            if (wiring.past().goesOn()) {
                RunEnd end = answer();
                view.finished(end);
                last = end.outcome();
            }
            prompts.start();
            while (prompts.next()) {
                RunEnd end = answer();
                view.finished(end);
                last = end.outcome();
            }
            endTasks();
            if (prompts.refused()) {
                return ExitCode.FAILED;
            }
            return prompts.malformed() && last == Outcome.SUCCESS ? ExitCode.USAGE : exitCode(last);
        } finally {
            leaving.done();
        }
    }

    private RunEnd answer() throws InterruptedException {
        long begin = System.nanoTime();
        TurnEnd end = wiring.agent().runToEnd(setup.settings().limits().backgroundWait());
        var took = Duration.ofNanos(System.nanoTime() - begin);
        var usage = wiring.agent().usage();
        double cost = wiring.model().capabilities().cost(usage);
        return switch (end) {
            case TurnEnd.Completed(String text) -> new RunEnd(Outcome.SUCCESS, text, took, usage, cost);
            case TurnEnd.Interrupted _ -> new RunEnd(Outcome.INTERRUPTED, interruption(), took, usage, cost);
            case TurnEnd.Refused _ -> new RunEnd(Outcome.FAILED, "the model refused to answer", took, usage, cost);
            case TurnEnd.OutOfTurns(int limit) ->
                new RunEnd(
                        Outcome.OUT_OF_TURNS,
                        "stopped at the limit of " + limit + (limit == 1 ? " model call" : " model calls"),
                        took,
                        usage,
                        cost);
            case TurnEnd.Failed(String message) ->
                new RunEnd(
                        wiring.model() instanceof Budget budget && budget.exhausted()
                                ? Outcome.OVER_BUDGET
                                : Outcome.FAILED,
                        message,
                        took,
                        usage,
                        cost);
        };
    }

    private String interruption() {
        return leaving.signal()
                .map(signal -> switch (signal) {
                    case INTERRUPT -> "interrupted (SIGINT)";
                    case TERMINATE -> "interrupted (SIGTERM)";
                    case HANGUP -> "the terminal is gone (SIGHUP); running tasks go on";
                })
                .orElse("interrupted");
    }

    /** A lost terminal counts as a crash: tasks go on, to be found again. Everything else stops them. */
    private void endTasks() throws InterruptedException {
        if (leaving.signal().equals(Optional.of(LeaveSignal.HANGUP))) {
            wiring.tasks().leave();
            return;
        }
        wiring.stopTasks().forEach(surroundings::say);
    }

    private int exitCode(Outcome outcome) {
        if (leaving.signal().isPresent()) {
            return leaving.signal().get().exitCode();
        }
        Optional<IOException> closed = out.failure();
        if (closed.isPresent()) {
            if (String.valueOf(closed.get().getMessage()).contains("Broken pipe")) {
                return ExitCode.OUTPUT_CLOSED;
            }
            surroundings.say("stdout cannot be written: " + closed.get().getMessage());
            return ExitCode.FAILED;
        }
        return switch (outcome) {
            case SUCCESS -> ExitCode.OK;
            case FAILED, INTERRUPTED -> ExitCode.FAILED;
            case OUT_OF_TURNS, OVER_BUDGET -> ExitCode.LIMIT;
        };
    }

    /** A lost terminal counts as a crash also for the calls at work: whoever resumes the session finds their tasks. */
    private void leave(LeaveSignal signal) {
        switch (signal) {
            case INTERRUPT, TERMINATE -> leave();
            case HANGUP -> {
                wiring.agent().abandon();
                prompts.leave();
            }
        }
    }

    /** Makes the run end soon; from any thread. */
    private void leave() {
        wiring.agent().leave();
        prompts.leave();
    }
}
