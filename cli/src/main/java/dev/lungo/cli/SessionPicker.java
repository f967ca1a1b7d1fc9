package dev.lungo.cli;

import dev.lungo.session.SessionSummary;
import dev.lungo.terminal.ChoiceList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the person at the terminal which session they mean. */
record SessionPicker(Surroundings surroundings) implements SessionChoice.Picker {
    @Override
    public Optional<SessionSummary> pick(List<SessionSummary> among) {
        var now = Instant.now();
        return ChoiceList.pick(
                        "Which session?",
                        among.stream()
                                .map(session -> SessionTable.row(session, now))
                                .toList(),
                        surroundings.colour(Descriptor.OUT))
                .map(among::get);
    }

    /** What to tell where nobody can be asked. */
    static UsageException ambiguous(List<SessionSummary> among) {
        var now = Instant.now();
        return new UsageException("which session? Name one by --resume ID:\n"
                + among.stream()
                        .map(session -> session.id() + "  " + SessionTable.row(session, now))
                        .collect(Collectors.joining("\n")));
    }
}
