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
    public Optional<SessionChoice.Picked> pick(List<SessionSummary> among, boolean copy) {
        var now = Instant.now();
        List<String> rows =
                among.stream().map(session -> SessionTable.row(session, now)).toList();
        while (true) {
            Optional<SessionSummary> session = choice("Which session?", rows).map(among::get);
            if (session.isEmpty() || copy || session.get().inUse().isEmpty()) {
                return session.map(one -> new SessionChoice.Picked(one, copy));
            }
            boolean inCopy = choice(
                            "It is in use by the process "
                                    + session.get().inUse().get() + ".",
                            List.of("go on in a copy of it", "back to the list"))
                    .filter(place -> place == 0)
                    .isPresent();
            if (inCopy) {
                return session.map(one -> new SessionChoice.Picked(one, true));
            }
        }
    }

    private Optional<Integer> choice(String title, List<String> entries) {
        return ChoiceList.pick(title, entries, surroundings.colour(Descriptor.OUT));
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
