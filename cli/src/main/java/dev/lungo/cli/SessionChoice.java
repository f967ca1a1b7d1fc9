package dev.lungo.cli;

import dev.lungo.session.Heading;
import dev.lungo.session.SavedSession;
import dev.lungo.session.SessionSummary;
import dev.lungo.session.Sessions;
import dev.lungo.session.Transcript;
import dev.lungo.tasks.DurableSteps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The session of a conversation, decided.
 *
 * @param sessions of the project
 * @param id of the session; of the copy, where one is to be made
 * @param resumed the session that goes on, ours already
 * @param original the transcript that is to be copied
 * @param saved what was said before
 * @param notes what a person should know of the choice
 */
record SessionChoice(
        Sessions sessions,
        String id,
        Optional<Transcript> resumed,
        Optional<Path> original,
        Optional<SavedSession> saved,
        List<String> notes) {
    /** Somebody who can be asked which of several sessions is meant; empty where they want none of them. */
    interface Picker {
        /**
         * Asks them.
         *
         * @param copy whether they want a copy of it anyway, so that it may be in use
         */
        Optional<Picked> pick(List<SessionSummary> among, boolean copy);
    }

    /**
     * The session that is meant.
     *
     * @param copy go on in a copy
     */
    record Picked(SessionSummary session, boolean copy) {}

    /** A new session. */
    static SessionChoice fresh(Sessions sessions, String id) {
        return new SessionChoice(sessions, id, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * Decides it, and takes up a session that goes on.
     *
     * @throws UsageException where there is no such session, or several and nobody to ask
     */
    static SessionChoice of(SessionWish wish, Sessions sessions, Picker picker) {
        return switch (wish.which()) {
            case NEW ->
                fresh(sessions, wish.id().map(id -> unused(sessions, id)).orElseGet(Ids::random));
            case LATEST -> {
                var notes = new ArrayList<String>();
                SessionSummary latest = sessions.latest(one -> notes.add(passedOver(one)))
                        .orElseThrow(() -> new UsageException("there is no session here to continue:"
                                + " start one with lungo (lungo sessions lists them)"));
                yield goingOn(wish, sessions, new Picked(latest, wish.fork()), notes);
            }
            case CHOSEN -> goingOn(wish, sessions, chosen(wish, sessions, picker), List.of());
        };
    }

    /** Somebody who goes on with the latest session has to know that it is not the latest. */
    static String passedOver(SessionSummary unreadable) {
        return "the session " + unreadable.id() + " is newer and was passed over " + unreadable.title();
    }

    private static Picked chosen(SessionWish wish, Sessions sessions, Picker picker) {
        String words = wish.words().orElse("");
        List<SessionSummary> found = sessions.find(words).stream()
                .filter(session -> !words.isEmpty() || !session.isTakenBack())
                .toList();
        if (found.isEmpty()) {
            throw new UsageException(
                    words.isEmpty()
                            ? "there is no session here to resume: start one with lungo"
                            : "no session's id begins with '" + words + "', and no prompt holds these words (lungo"
                                    + " sessions lists them)");
        }
        if (found.size() == 1 && !words.isEmpty()) {
            return new Picked(found.getFirst(), wish.fork());
        }
        return picker.pick(found, wish.fork()).orElseThrow(() -> new UsageException("no session was chosen"));
    }

    private static SessionChoice goingOn(SessionWish wish, Sessions sessions, Picked picked, List<String> notes) {
        SessionSummary which = picked.session();
        if (picked.copy()) {
            String id = wish.id().map(given -> unused(sessions, given)).orElseGet(Ids::random);
            return new SessionChoice(
                    sessions,
                    id,
                    Optional.empty(),
                    Optional.of(which.transcript()),
                    Optional.of(SavedSession.read(which.transcript())),
                    notes);
        }
        Transcript transcript = Transcript.resume(which.transcript(), Clock.systemUTC());
        return new SessionChoice(
                sessions, which.id(), Optional.of(transcript), Optional.empty(), transcript.saved(), notes);
    }

    private static String unused(Sessions sessions, String id) {
        if (Files.exists(sessions.transcript(id))) {
            throw new UsageException("there is a session " + id + " already: go on with it by --resume " + id);
        }
        return id;
    }

    /** Where its transcript is or will be. */
    Path transcript() {
        return sessions.transcript(id);
    }

    /** Whether an older session goes on, be it in a copy. */
    boolean goesOn() {
        return saved.isPresent();
    }

    /**
     * The transcript to write to: made, copied, or the one that is ours already.
     *
     * @param steps hears of each record
     */
    Transcript open(Path workingFolder, Clock clock, DurableSteps steps) {
        if (resumed.isPresent()) {
            return resumed.get().watchedBy(steps);
        }
        Path path = sessions.transcript(id);
        if (original.isEmpty()) {
            return Transcript.create(path, heading(workingFolder, Optional.empty()), clock, steps);
        }
        sessions.fork(
                original.get(),
                heading(workingFolder, saved.map(from -> from.heading().session())),
                steps);
        return Transcript.resume(path, clock).watchedBy(steps);
    }

    private Heading heading(Path workingFolder, Optional<String> forkOf) {
        return new Heading(id, workingFolder.toString(), Help.VERSION, forkOf);
    }
}
