package dev.lungo.cli;

import dev.lungo.agent.AgentEvent;
import dev.lungo.agent.Between;
import dev.lungo.agent.Past;
import dev.lungo.agent.Rewinding;
import dev.lungo.agent.Rewinding.Point;
import dev.lungo.agent.Rewinding.Scope;
import dev.lungo.session.FileCheckpoints;
import dev.lungo.session.SessionRewind;
import dev.lungo.session.SessionSummary;
import dev.lungo.session.Sessions;
import dev.lungo.session.Transcript;
import dev.lungo.tasks.DurableSteps;
import dev.lungo.terminal.ChoiceList;
import dev.lungo.terminal.RewindText;
import dev.lungo.tool.FileRewind.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The command that takes a session back which no agent has at work.
 *
 * @param session an id or its beginning, or words of a prompt; the latest where it is empty
 * @param number of the prompt in the list; without it the list is printed
 * @param scope what is taken back; where it is empty, the person at the terminal is asked
 */
record RewindCommand(Optional<String> session, OptionalInt number, Optional<Scope> scope) {
    static RewindCommand of(CommandLine line) {
        boolean files = line.has(Flag.FILES);
        boolean conversation = line.has(Flag.CONVERSATION);
        Optional<Scope> scope = !files && !conversation
                ? Optional.empty()
                : Optional.of(files == conversation ? Scope.BOTH : files ? Scope.FILES : Scope.CONVERSATION);
        OptionalInt number = OptionalInt.empty();
        if (line.words().size() > 1) {
            String typed = line.words().get(1);
            if (!typed.matches("[0-9]{1,6}")) {
                throw new UsageException(
                        "'rewind' needs the number of a prompt, not '" + typed + "' (lungo rewind lists them)");
            }
            number = OptionalInt.of(Integer.parseInt(typed));
        }
        return new RewindCommand(line.value(Flag.SESSION), number, scope);
    }

    int run(Surroundings surroundings) throws InterruptedException {
        SessionSummary which = which(surroundings);
        String name = "session " + SessionTable.beginning(which.id()) + ", " + SessionTable.row(which, Instant.now());
        if (number.isEmpty()) {
            surroundings.print(name);
            list(which.transcript()).forEach(point -> surroundings.print(RewindText.of(point)));
            surroundings.print("back to before one of them: lungo rewind N --session "
                    + SessionTable.beginning(which.id()) + " [--conversation] [--files]");
            return ExitCode.OK;
        }
        if (which.inUse().isPresent()) {
            surroundings.say(name + ": type /rewind there, or leave it first (other sessions: --session ID)");
            return ExitCode.FAILED;
        }
        try (var transcript =
                Transcript.resume(which.transcript(), Clock.systemUTC()).watchedBy(surroundings.steps())) {
            Rewinding rewinding = rewinding(which.transcript(), transcript, surroundings.steps());
            Point point = rewinding.points().stream()
                    .filter(one -> one.number() == number.getAsInt())
                    .findFirst()
                    .orElseThrow(() -> new UsageException("there is no prompt " + number.getAsInt() + " in the session "
                            + which.id() + " (lungo rewind lists them)"));
            surroundings.print(name);
            Optional<Scope> wanted = scope.or(() -> asked(point, surroundings));
            if (wanted.isEmpty()) {
                surroundings.print("nothing was taken back");
                return ExitCode.OK;
            }
            Scope scope = wanted.get();
            var outcomes = new ArrayList<Outcome>();
            rewinding.to(point, scope, outcome -> {
                outcomes.add(outcome);
                surroundings.print(RewindText.of(outcome, surroundings.workingFolder()));
            });
            if (scope.files()) {
                surroundings.print("(" + RewindText.LIMITS + ")");
            }
            if (scope.conversation() && point instanceof Point.Prompt(var _, var prompt, var _)) {
                surroundings.print("the conversation is back where it was before this prompt: " + prompt.text()
                        + "\nto go on from there: lungo --resume " + which.id());
            }
            return outcomes.stream().allMatch(RewindCommand::isDone) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** What the person wants to take back; empty where that is nothing. Without a person it is the conversation. */
    private static Optional<Scope> asked(Point point, Surroundings surroundings) {
        var scopes = new ArrayList<Scope>();
        switch (point) {
            case Point.Prompt _ -> {
                scopes.add(Scope.CONVERSATION);
                if (point.files() > 0) {
                    scopes.addAll(List.of(Scope.FILES, Scope.BOTH));
                }
            }
            case Point.Files _ -> scopes.add(Scope.FILES);
        }
        if (!Descriptor.IN.isTerminal() || !Descriptor.OUT.isTerminal()) {
            if (point.files() > 0 && scopes.getFirst() == Scope.CONVERSATION) {
                surroundings.say("only the conversation is taken back; for files as well: --files --conversation");
            }
            return Optional.of(scopes.getFirst());
        }
        var entries = new ArrayList<>(scopes.stream()
                .map(scope -> switch (scope) {
                    case CONVERSATION -> "the conversation";
                    case FILES -> "the files that Lungo's tools changed since";
                    case BOTH -> "both";
                })
                .toList());
        entries.add("nothing");
        return ChoiceList.pick(
                        "Back to before:" + RewindText.of(point) + ". Take what back?",
                        entries,
                        surroundings.colour(Descriptor.OUT))
                .filter(place -> place < scopes.size())
                .map(scopes::get);
    }

    private SessionSummary which(Surroundings surroundings) {
        Sessions sessions = surroundings.state().sessions(surroundings.workingFolder());
        List<SessionSummary> found = session.map(sessions::find)
                .orElseGet(() -> sessions.latest(one -> surroundings.say(SessionChoice.passedOver(one))).stream()
                        .toList());
        if (found.size() > 1) {
            throw SessionPicker.ambiguous(found);
        }
        if (found.isEmpty()) {
            throw new UsageException(
                    session.isEmpty()
                            ? "there is no session in this folder yet"
                            : "there is no such session here (lungo sessions lists them)");
        }
        return found.getFirst();
    }

    private static List<Point> list(Path transcript) {
        return new SessionRewind(transcript, FileCheckpoints.beside(transcript), _ -> {}).points();
    }

    private static Rewinding rewinding(Path path, Transcript transcript, DurableSteps steps) {
        return new SessionRewind(
                path,
                FileCheckpoints.beside(path).watchedBy(steps),
                work -> work.accept(new Between() {
                    @Override
                    public void emit(AgentEvent event) {
                        transcript.on(event);
                    }

                    @Override
                    public void goOnWith(Past past, AgentEvent.Rewound rewound) {
                        // the next agent does, when it reads the transcript
                    }

                    @Override
                    public void takenBack(Collection<String> files) {
                        // the next agent tells its model so
                    }

                    @Override
                    public void leftAlone(Collection<String> files) {}
                }));
    }

    private static boolean isDone(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Restored _, Outcome.Removed _, Outcome.Unchanged _ -> true;
            case Outcome.LeftAlone _, Outcome.Failed _ -> false;
        };
    }
}
