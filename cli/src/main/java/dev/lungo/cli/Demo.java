package dev.lungo.cli;

import dev.lungo.agent.TurnEnd;
import dev.lungo.model.Connection;
import dev.lungo.settings.Settings;
import dev.lungo.terminal.DemoView;
import dev.lungo.terminal.Sink;
import dev.lungo.tool.OwnFolders;
import dev.lungo.tool.PermissionPolicy;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The offline demonstration: a scripted model drives the real loop, tools and tasks in a temporary folder, of which
 * nothing is left at the end, however it ends.
 *
 * @param fast without the pauses that let people read along
 */
record Demo(Surroundings surroundings, boolean fast) {
    private static final String PROMPT =
            "Build and test the project in the background, and write the changelog meanwhile.";

    /** Answers the exit code. */
    int run() throws InterruptedException {
        var leave = new AtomicReference<Runnable>(() -> {});
        Leaving leaving = Leaving.prepare(_ -> leave.get().run(), surroundings::say);
        try (var folder = DemoFolder.create(fast)) {
            boolean colour = surroundings.colour(Descriptor.OUT);
            var view =
                    new DemoView(new Sink(surroundings.out(), () -> leave.get().run()), colour);
            view.explain("The model is a script. The loop, the tools, the tasks and the notices are the real ones.");
            view.explain("No key, no network, and everything in " + folder.root() + ", which goes away at the end.");
            TurnEnd end = run(folder, view, leave);
            if (leaving.signal().isPresent()) {
                return leaving.signal().get().exitCode();
            }
            if (!(end instanceof TurnEnd.Completed)) {
                surroundings.say("the demo did not come to its end: " + end);
                return ExitCode.FAILED;
            }
            view.explain(
                    "That was the demo; nothing of it is left. Now with a model: set ANTHROPIC_API_KEY, then ./lungo");
            return ExitCode.OK;
        } finally {
            leaving.done();
        }
    }

    private TurnEnd run(DemoFolder folder, DemoView view, AtomicReference<Runnable> leave) throws InterruptedException {
        try (var wiring = new Wiring(setup(folder), PermissionPolicy.BYPASS, view, true)) {
            leave.set(wiring.agent()::leave);
            view.typed(PROMPT);
            wiring.inbox().submit(PROMPT);
            TurnEnd end = wiring.agent().runToEnd(Settings.DEFAULT.limits().backgroundWait());
            Farewell.leave(wiring.tasks()).forEach(surroundings::say);
            return end;
        }
    }

    private Setup setup(DemoFolder folder) {
        var state = new StateFolder(folder.state());
        return new Setup(
                SessionChoice.fresh(state.sessions(folder.project()), Ids.random()),
                folder.project(),
                List.of(),
                state.tasks(folder.project()),
                new OwnFolders(folder.root(), folder.root(), folder.state(), state.project(folder.project())),
                new Connection.Scripted(folder.script(), !fast),
                ToolSettings.of(Settings.DEFAULT.limits(), surroundings),
                Settings.DEFAULT,
                TalkOptions.of(CommandLine.parse(List.of())));
    }
}
