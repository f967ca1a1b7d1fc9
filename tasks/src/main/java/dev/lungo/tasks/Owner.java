package dev.lungo.tasks;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;

/**
 * Who looks after a task, in its file {@code owner}. Written with the folder; changed in place, under the task's lock alone.
 *
 * @param session the session whose task it is
 * @param token names the engine that looks after it, dead or alive; see {@link Presence}
 * @param lifetime what becomes of it without that engine
 */
record Owner(String session, String token, Lifetime lifetime) {
    /** In UTF-8; with it the record fits into its file. */
    static final int LONGEST_SESSION = 128;

    /** @throws IllegalArgumentException where no record could hold it */
    static String checked(String session) {
        if (session.getBytes(StandardCharsets.UTF_8).length > LONGEST_SESSION
                || session.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of a session is at most " + LONGEST_SESSION
                    + " bytes without control characters, not '" + session + "'");
        }
        return session;
    }

    String text() {
        var values = new LinkedHashMap<String, String>();
        values.put("session", session);
        values.put("token", token);
        values.put("lifetime", lifetime.name().toLowerCase(Locale.ROOT));
        return Lines.format(values);
    }

    /** What the file says; a task whose file is damaged belongs to nobody, and is not stopped for want of an owner. */
    static Owner parse(String text) {
        var values = Lines.parse(text);
        return new Owner(
                values.getOrDefault("session", ""),
                values.getOrDefault("token", ""),
                "session".equals(values.get("lifetime")) ? Lifetime.SESSION : Lifetime.PERSISTENT);
    }

    Owner lastingUntilStopped() {
        return new Owner(session, token, Lifetime.PERSISTENT);
    }
}
