package dev.lungo.cli;

import dev.lungo.model.Json;
import dev.lungo.session.SessionSummary;
import dev.lungo.terminal.Columns;
import dev.lungo.terminal.Harmless;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Sessions in a table for people, and as JSON for programs. */
final class SessionTable {
    private static final int LONGEST_TITLE = 70;
    private static final int SHORTEST_ID = 8;

    private SessionTable() {}

    /**
     * A heading and a line for each session.
     *
     * @param running how many tasks of a session run, by its id
     */
    static List<String> lines(List<SessionSummary> sessions, Map<String, Long> running, Instant now) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("ID", "LAST", "PROMPTS", "TASKS", "", "TITLE"));
        for (SessionSummary session : sessions) {
            long tasks = running.getOrDefault(session.id(), 0L);
            rows.add(List.of(
                    shortId(session, sessions),
                    ago(session, now),
                    Integer.toString(session.prompts()),
                    tasks == 0 ? "" : tasks + (tasks == 1 ? " runs" : " run"),
                    remarks(session),
                    title(session)));
        }
        return Columns.aligned(rows);
    }

    /** One line for a person who picks. */
    static String row(SessionSummary session, Instant now) {
        return ago(session, now) + ", " + session.prompts() + (session.prompts() == 1 ? " prompt: " : " prompts: ")
                + title(session)
                + (remarks(session).isEmpty() ? "" : " (" + remarks(session) + ")");
    }

    private static String remarks(SessionSummary session) {
        return Stream.concat(
                        session.forkOf().map(original -> "copy of " + beginning(original)).stream(),
                        session.inUse().map(pid -> "in use by " + pid).stream())
                .collect(Collectors.joining(", "));
    }

    /** What tells it apart for people. */
    static String beginning(String id) {
        return id.substring(0, Math.min(SHORTEST_ID, id.length()));
    }

    static ObjectNode json(SessionSummary session, Map<String, Long> running) {
        ObjectNode line = Json.object()
                .put("id", session.id())
                .put("changed_at", session.changed().toString())
                .put("prompts", session.prompts())
                .put("running_tasks", running.getOrDefault(session.id(), 0L))
                .put("title", session.title())
                .put("in_use", session.inUse().isPresent())
                .put("transcript", session.transcript().toString());
        session.inUse().filter(pid -> !pid.equals("?")).ifPresent(pid -> line.put("pid", Long.parseLong(pid)));
        session.forkOf().ifPresent(original -> line.put("fork_of", original));
        return line;
    }

    /** As much of the id as tells it from the others. */
    private static String shortId(SessionSummary session, List<SessionSummary> all) {
        for (int length = SHORTEST_ID; length < session.id().length(); length++) {
            String beginning = session.id().substring(0, length);
            if (all.stream().filter(other -> other.id().startsWith(beginning)).count() == 1) {
                return beginning;
            }
        }
        return session.id();
    }

    private static String ago(SessionSummary session, Instant now) {
        Duration passed = Duration.between(session.changed(), now);
        return passed.toDays() >= 2 ? passed.toDays() + " days ago" : Columns.duration(passed) + " ago";
    }

    private static String title(SessionSummary session) {
        String title = Harmless.line(
                session.title().strip().lines().findFirst().orElse("(no words)").strip());
        if (title.length() <= LONGEST_TITLE) {
            return title;
        }
        int end = Character.isHighSurrogate(title.charAt(LONGEST_TITLE - 2)) ? LONGEST_TITLE - 2 : LONGEST_TITLE - 1;
        return title.substring(0, end) + "…";
    }
}
