package dev.lungo.cli;

import dev.lungo.agent.RecordException;
import dev.lungo.model.ModelException;
import dev.lungo.session.SessionException;
import dev.lungo.settings.SettingsException;
import dev.lungo.tasks.TaskException;
import java.io.UncheckedIOException;
import java.util.List;

/** Does what a command line asks for and answers the exit code. */
record Program(Surroundings surroundings) {
    int run(List<String> arguments) {
        Invocation invocation;
        try {
            invocation = Invocation.of(CommandLine.parse(arguments));
        } catch (UsageException wrong) {
            surroundings.say(wrong.getMessage() + "\nAll options: lungo --help");
            return ExitCode.USAGE;
        }
        try {
            refuseToAgents(invocation);
            return run(invocation);
        } catch (UsageException wrong) {
            surroundings.say(wrong.getMessage());
            return ExitCode.USAGE;
        } catch (SettingsException unusable) {
            surroundings.say(unusable.getMessage());
            return ExitCode.USAGE;
        } catch (TaskException | RecordException | SessionException | ModelException failed) {
            surroundings.say(String.valueOf(failed.getMessage()));
            return ExitCode.FAILED;
        } catch (UncheckedIOException failed) {
            surroundings.say(failed.getMessage() + ": " + failed.getCause());
            return ExitCode.FAILED;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    /** What loosens the limits of an agent is for a person to do, not for a command that an agent runs. */
    private void refuseToAgents(Invocation invocation) {
        boolean loosens = switch (invocation) {
            case Invocation.Config(var command) -> command.changes();
            case Invocation.Talk(TalkOptions options) -> options.trust();
            case Invocation.ShowHelp _,
                    Invocation.ShowVersion _,
                    Invocation.Demo _,
                    Invocation.ListSessions _,
                    Invocation.ListTasks _,
                    Invocation.ShowLog _,
                    Invocation.StopTasks _,
                    Invocation.Rewind _,
                    Invocation.Doctor _ -> false;
        };
        if (loosens && surroundings.environment().containsKey("LUNGO_TASK")) {
            throw new UsageException(
                    "this runs in a command of an agent (LUNGO_TASK is set): settings and trust are changed"
                            + " by people, in a shell of their own");
        }
    }

    private int run(Invocation invocation) throws InterruptedException {
        return switch (invocation) {
            case Invocation.ShowHelp _ -> Help.print(surroundings);
            case Invocation.ShowVersion _ -> Help.printVersion(surroundings);
            case Invocation.Demo(boolean fast) -> new Demo(surroundings, fast).run();
            case Invocation.ListSessions(boolean json) -> new SessionCommands(surroundings).list(json);
            case Invocation.ListTasks(boolean json, boolean all) -> new TaskCommands(surroundings).list(json, all);
            case Invocation.ShowLog(var id, LogWish wish) -> new TaskCommands(surroundings).show(id, wish);
            case Invocation.StopTasks(var ids) -> new TaskCommands(surroundings).stop(ids);
            case Invocation.Rewind(var command) -> command.run(surroundings);
            case Invocation.Doctor(boolean json, var settings) -> new DoctorCommand(surroundings, settings).run(json);
            case Invocation.Config(var command) -> command.run(surroundings);
            case Invocation.Talk(TalkOptions options) -> Talk.run(options, surroundings);
        };
    }
}
