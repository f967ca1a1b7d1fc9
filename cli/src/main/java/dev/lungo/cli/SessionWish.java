package dev.lungo.cli;

import java.util.List;
import java.util.Optional;

/**
 * Which session a conversation belongs to, as the options say it.
 *
 * @param words that name the session to go on with: an id, its beginning, or words of a prompt
 * @param fork go on in a copy
 * @param id of the new session, or of the copy; empty where any will do
 */
record SessionWish(Which which, Optional<String> words, boolean fork, Optional<String> id) {
    /** Where to begin. */
    enum Which {
        NEW,
        /** The project's latest. */
        LATEST,
        /** The one that is named, or that the person picks. */
        CHOSEN
    }

    /**
     * Reads the options.
     *
     * @throws UsageException where they contradict each other, or the id is none
     */
    static SessionWish of(CommandLine line) {
        boolean latest = line.has(Flag.CONTINUE);
        boolean chosen = line.has(Flag.RESUME);
        boolean fork = line.has(Flag.FORK_SESSION);
        if (latest && chosen) {
            throw new UsageException("--continue is the latest session, --resume another: use one of them");
        }
        if (fork && !latest && !chosen) {
            throw new UsageException("--fork-session goes with --continue or --resume: which session is to be copied?");
        }
        Optional<String> id = line.value(Flag.SESSION_ID).map(SessionWish::valid);
        if (id.isPresent() && !fork && (latest || chosen)) {
            throw new UsageException(
                    "--session-id names a new session; with --continue or --resume it names the copy that"
                            + " --fork-session makes");
        }
        Which which = latest ? Which.LATEST : chosen ? Which.CHOSEN : Which.NEW;
        return new SessionWish(which, line.value(Flag.RESUME).filter(words -> !words.isBlank()), fork, id);
    }

    static SessionWish fresh() {
        return of(CommandLine.parse(List.of()));
    }

    private static String valid(String id) {
        if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new UsageException("--session-id is a UUID such as " + Ids.random() + ", not '" + id + "'");
        }
        return id;
    }
}
