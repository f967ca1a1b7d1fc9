package dev.lungo.chaos;

import dev.lungo.cli.testing.LungoProcess;
import dev.lungo.cli.testing.LungoProgram;
import dev.lungo.cli.testing.LungoTerminal;
import dev.lungo.testing.StrictMessagesServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody at a terminal, whose Lungo kills itself when they do what only a person does. Used by one thread. */
record Person(LungoProgram program, StrictMessagesServer server, Path diary) {
    private static final String ESCAPE = "\033";

    /** Asks, types ahead, and takes all of it back. The model never answers. */
    Life.End withdraws(SessionStory story, KillPlan plan, String prompt, String ahead)
            throws IOException, InterruptedException {
        int asked = server.requests().size();
        return dies(story, plan, terminal -> {
            terminal.type(prompt + "\r");
            var _ = server.awaitRequest(asked + 1, LungoProcess.LIMIT);
            terminal.type(ahead + "\r");
            await(story, ahead);
            terminal.type(ESCAPE);
        });
    }

    /** Has a session look after a task that another one left. */
    Life.End adopts(SessionStory story, DiskTask task, KillPlan plan) throws IOException, InterruptedException {
        return dies(story, plan, terminal -> terminal.type("/adopt " + task.id() + "\r"));
    }

    private interface Doing {
        void at(LungoTerminal terminal) throws IOException, InterruptedException;
    }

    private Life.End dies(SessionStory story, KillPlan plan, Doing doing) throws IOException, InterruptedException {
        plan.environment().forEach(program::with);
        program.with("CHAOS_DIARY", diary.toString());
        try (var terminal =
                LungoTerminal.start(program, "--permission-mode=bypassPermissions", "--resume", story.id())) {
            try {
                doing.at(terminal);
                int code = terminal.exitCode();
                return Life.written(diary)
                        .<Life.End>map(Life.End.KilledItself::new)
                        .orElse(new Life.End.Exited(code));
            } catch (AssertionError hangs) {
                return new Life.End.Hangs(hangs + "\n" + terminal.glass().text());
            }
        } finally {
            program.with("CHAOS_KILL", "");
            Files.deleteIfExists(diary);
        }
    }

    /** Waits until a prompt is written down. */
    private static void await(SessionStory story, String prompt) throws InterruptedException {
        long end = System.nanoTime() + LungoProcess.LIMIT.toNanos();
        while (!story.file().prompts().contains(prompt)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not accepted: " + prompt);
            }
            var _ = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        }
    }
}
