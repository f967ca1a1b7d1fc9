package dev.lungo.tool;

import dev.lungo.tasks.Leftover;
import dev.lungo.tasks.StopResult;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskException;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import java.util.List;
import java.util.stream.Collectors;

/** What a stop achieved, in words that never say more than was verified. */
final class StopTexts {
    private static final int NAMED = 10;

    private StopTexts() {}

    static String of(Task task, StopResult result) {
        return switch (result) {
            case StopResult.Stopped() -> task.id() + " is stopped: nothing of it is left";
            case StopResult.AlreadyEnded() -> task.id() + " had already ended, and nothing of it is left";
            case StopResult.Survived(List<Leftover> survivors) ->
                task.id() + " is NOT fully stopped. Still running: "
                        + survivors.stream()
                                .limit(NAMED)
                                .map(process -> "pid " + process.pid() + " ("
                                        + Neutral.notice(Facts.oneLine(process.command(), 80)) + ")")
                                .collect(Collectors.joining(", "))
                        + (survivors.size() > NAMED ? " and " + (survivors.size() - NAMED) + " more" : "")
                        + ". Call stop_background again, or tell the user";
            case StopResult.NotVerified(String why) ->
                task.id() + " was told to stop, but whether all of it is gone is not verified: "
                        + Neutral.notice(Facts.oneLine(why, 300)) + ". Look for it, or tell the user";
        };
    }

    static String failed(Task task, TaskException failure) {
        return task.id() + " could NOT be stopped and may still be running: "
                + Neutral.notice(Facts.oneLine(String.valueOf(failure.getMessage()), 200))
                + ". Call stop_background, or tell the user";
    }

    static boolean verified(StopResult result) {
        return switch (result) {
            case StopResult.Stopped _, StopResult.AlreadyEnded _ -> true;
            case StopResult.Survived _, StopResult.NotVerified _ -> false;
        };
    }

    /** The task, if its end is there to be told. */
    static List<TaskId> told(Task task) {
        return task.state() instanceof TaskState.End ? List.of(task.id()) : List.of();
    }
}
