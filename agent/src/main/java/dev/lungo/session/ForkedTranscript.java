package dev.lungo.session;

import dev.lungo.agent.TurnEnd;
import dev.lungo.tasks.DurableSteps;
import dev.lungo.tasks.DurableSteps.Moment;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A transcript as a copy of another: its own first record, then the other's records, then, where the other is in the middle
 * of a turn, the end of that turn.
 *
 * @param whole so many bytes of the original are copied
 * @param leftOut numbers of prompts that are not
 * @param steps hears that the copy appears
 */
record ForkedTranscript(Path original, long whole, List<Integer> leftOut, boolean inTurn, DurableSteps steps) {
    private static final String DRAFT = ".new";

    /** Whether a file of this name is half a copy, of somebody who is at it or was killed. */
    static boolean isDraft(String name) {
        return name.startsWith(".") && name.endsWith(DRAFT);
    }

    /** Writes it, whole or not at all. */
    void write(Path copy, Heading heading) {
        Path draft = copy.resolveSibling("." + copy.getFileName() + DRAFT);
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var file = new FileOutputStream(draft.toFile())) {
                var out = new BufferedOutputStream(file, 1 << 16);
                fill(out, heading);
                out.flush();
                file.getFD().sync();
            }
            steps.at(TranscriptStep.FORKED, Moment.BEFORE);
            Files.createLink(copy, draft); // unlike a move, it replaces nothing
            steps.at(TranscriptStep.FORKED, Moment.AFTER);
            LedgerFile.forceName(copy);
        } catch (FileAlreadyExistsException taken) {
            throw new SessionException("There is a session " + heading.session() + " already: " + copy, taken);
        } catch (IOException failure) {
            throw new SessionException(
                    "The session " + SavedSession.id(original) + " cannot be copied to " + copy + ": " + failure,
                    failure);
        } finally {
            remove(draft);
        }
    }

    private void fill(OutputStream out, Heading heading) throws IOException {
        write(out, Records.session(heading));
        try (var lines = new TranscriptLines(original)) {
            for (var line = lines.next(); line.isPresent() && line.get().end() <= whole; line = lines.next()) {
                if (line.get().number() > 1 && !isLeftOut(line.get())) {
                    line.get().copyTo(out);
                    out.write('\n');
                }
            }
        }
        if (inTurn) {
            write(out, Records.turnEnded(new TurnEnd.Interrupted()));
        }
    }

    private boolean isLeftOut(TranscriptLines.Raw line) {
        return !leftOut.isEmpty()
                && line.object()
                        .filter(record -> record.path("type").asString("").equals("prompt"))
                        .filter(record -> leftOut.contains(record.path("number").asInt(0)))
                        .isPresent();
    }

    private static void write(OutputStream out, ObjectNode record) throws IOException {
        out.write(Records.line(record, Instant.now()));
    }

    private static void remove(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException failure) {
            throw new SessionException("The draft " + draft + " of a copy cannot be removed: " + failure, failure);
        }
    }
}
