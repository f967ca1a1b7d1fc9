package dev.lungo.session;

import dev.lungo.agent.Past;
import dev.lungo.agent.UserPrompt;
import dev.lungo.session.TranscriptLines.Raw;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A session as its transcript tells it.
 *
 * @param provider that served its last conversation; empty where there was none
 * @param past what an agent goes on with
 * @param prompts all of them, oldest first
 * @param whole so many bytes of the file are whole records
 * @param torn what was found behind them, for people; empty where nothing was
 */
public record SavedSession(
        Heading heading, String provider, Past past, List<UserPrompt> prompts, long whole, Optional<String> torn) {
    /**
     * Reads a transcript, and changes nothing.
     *
     * @throws SessionException where it cannot be read as one, with what to do
     */
    public static SavedSession read(Path path) {
        try (var lines = new TranscriptLines(path)) {
            Optional<Raw> first = lines.next();
            if (first.isEmpty()) {
                throw new SessionException("The transcript " + path + " holds no whole record: Lungo was ended before"
                        + " anything was said. Delete it, and start a new session.");
            }
            Heading heading = heading(
                    path, first.get().object().orElseThrow(() -> damaged(path, first.get(), "it is no JSON object")));
            return rest(path, heading, lines, first.get());
        } catch (NoSuchFileException absent) {
            throw new SessionException("There is no transcript " + path, absent);
        } catch (IOException failure) {
            throw new SessionException("The transcript " + path + " cannot be read: " + failure, failure);
        }
    }

    /** The session's id, out of its file's name. */
    static String id(Path transcript) {
        return String.valueOf(transcript.getFileName()).replaceFirst("\\.jsonl$", "");
    }

    private static SavedSession rest(Path path, Heading heading, TranscriptLines lines, Raw first) throws IOException {
        var reading = new Reading();
        long whole = first.end();
        Optional<Raw> line = lines.next();
        while (line.isPresent()) {
            Optional<Raw> following = lines.next();
            Optional<String> wrong = taken(path, line.get(), reading);
            if (wrong.isPresent()) {
                if (following.isPresent()) {
                    throw damaged(path, line.get(), wrong.get());
                }
                break; // the last one: the machine lost power before it was on disk
            }
            whole = line.get().end();
            line = following;
        }
        long torn = lines.torn() + line.map(last -> last.end() - last.begin()).orElse(0L);
        return new SavedSession(
                heading,
                reading.provider(),
                reading.past(),
                reading.prompts(),
                whole,
                torn == 0
                        ? Optional.empty()
                        : Optional.of("the last " + (torn == 1 ? "byte" : torn + " bytes") + " of " + path
                                + " was no whole record: Lungo was ended while it wrote them"));
    }

    /** Why this line is no record; empty where it is one. */
    private static Optional<String> taken(Path path, Raw line, Reading reading) {
        Optional<ObjectNode> record = line.object();
        if (record.isEmpty()) {
            return Optional.of("it is no JSON object");
        }
        refuseNewer(path, record.get());
        try {
            reading.take(RecordedContent.text(record.get(), "type"), record.get());
            return Optional.empty();
        } catch (RecordedContent.Malformed wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    private static Heading heading(Path path, ObjectNode record) {
        refuseNewer(path, record);
        if (!record.path("type").asString("").equals("session")
                || record.path("session").asString("").isEmpty()) {
            throw new SessionException("The file " + path + " does not begin as a transcript does, with a record of the"
                    + " type 'session'. If it is none, move it away; else it cannot be resumed: start a new session.");
        }
        String original = record.path("fork_of").asString("");
        return new Heading(
                record.path("session").asString(""),
                record.path("cwd").asString(""),
                record.path("version").asString(""),
                original.isEmpty() ? Optional.empty() : Optional.of(original));
    }

    private static void refuseNewer(Path path, ObjectNode record) {
        int format = record.path("format").asInt(0);
        if (format > Records.FORMAT) {
            throw new SessionException("The transcript " + path + " is of the format " + format
                    + ", and this version of Lungo reads up to " + Records.FORMAT
                    + ": use the newer version that wrote it.");
        }
    }

    private static SessionException damaged(Path path, Raw line, String why) {
        return new SessionException("Line " + line.number() + " of the transcript " + path + " is damaged (" + why
                + "), so the session cannot be resumed as it was. To go on from what came before: head -n "
                + (line.number() - 1) + " '" + path + "' > whole && mv whole '" + path
                + "'; or start a new session.");
    }
}
