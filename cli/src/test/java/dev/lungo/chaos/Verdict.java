package dev.lungo.chaos;

import dev.lungo.testing.MessagesRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Compares what happened with what was told, once all is done, and collects what does not hold. */
final class Verdict {
    private static final Duration LEAVING = Duration.ofSeconds(60);

    private final List<String> problems = new ArrayList<>();

    List<String> problems() {
        return problems;
    }

    synchronized void must(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    /** Each task of the session has one end, the true one, and all of its output. */
    void ended(List<DiskTask> tasks) {
        for (DiskTask task : tasks) {
            String name = task.id() + " (" + task.command() + ")";
            must(task.over(), name + " neither ended nor was lost");
            boolean began = task.output().startsWith("first ");
            if (task.lost()) {
                must(
                        !began || task.shape() == Shape.ORPHANED,
                        name + " is lost though its waiter lived; its output: " + start(task.output()));
            } else if (task.exit().isPresent() && !task.stopped()) {
                must(
                        task.exit().getAsInt() == task.shape().exit(),
                        name + " ended with " + task.exit().getAsInt() + " and nobody stopped it");
                must(
                        task.output().contains("last " + Shape.name(task.command()) + "\n"),
                        name + " has lost its last output: " + start(task.output()));
            }
        }
    }

    private static String start(String text) {
        return text.length() < 200 ? text : text.substring(0, 200) + "…";
    }

    /**
     * The ledger and the words of a session's conversation both tell the end of each of its tasks once. The end of another
     * session's task only a copy can tell, which holds what its original was told before.
     */
    void toldOnce(
            String session,
            boolean copy,
            Collection<DiskTask> tasks,
            Map<String, Integer> ledger,
            MessagesRequest last) {
        var reading = new Reading(last);
        for (DiskTask task : tasks) {
            String name = task.id() + " (" + task.command() + ") of session " + task.session();
            int entered = ledger.getOrDefault(task.id(), 0);
            String inLedger = name + " is " + entered + " times in the ledger of session " + session;
            int told = reading.told(task.id());
            String inWords = name + " is told " + told + " times in the last request of session " + session;
            if (task.session().equals(session)) {
                must(entered == 1, inLedger);
                must(told + (reading.toldByItsCall(task) ? 1 : 0) == 1, inWords);
            } else {
                must(entered <= (copy ? 1 : 0), inLedger);
                must(told <= entered, inWords);
            }
        }
        ledger.keySet()
                .forEach(id -> must(
                        tasks.stream().anyMatch(task -> task.id().equals(id)),
                        id + " is in the ledger of session " + session + " and not on disk"));
    }

    /** No process is left; a warden may take a moment, and its grace, to see that nobody needs it any more. */
    void nobodyLeft(ProcessScan scan) throws IOException, InterruptedException {
        long end = System.nanoTime() + LEAVING.toNanos();
        List<String> found = scan.found();
        while (!found.isEmpty() && System.nanoTime() < end) {
            var _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            found = scan.found();
        }
        must(found.isEmpty(), "processes are left:\n    " + String.join("\n    ", found));
    }

    /** No task's folder takes more of the disk than so many kilobytes; holes take nothing. */
    void within(long kilobytes, Path tasks) throws IOException, InterruptedException {
        var du = new ProcessBuilder("du", "-k", "--max-depth=1", tasks.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (String line : du.inputReader().lines().toList()) {
            String[] words = line.split("\t", 2);
            must(
                    words[1].equals(tasks.toString()) || Long.parseLong(words[0]) <= kilobytes,
                    words[1] + " takes " + words[0] + " KB of the disk");
        }
        du.waitFor();
    }

    /**
     * Each prompt that was written down is in the conversation once, unless somebody took it back: then it is in it no more.
     *
     * @param seen prompts that were in the transcript at any time
     */
    void promptsKept(Collection<String> seen, TranscriptFile file, MessagesRequest last) {
        for (String prompt : seen) {
            boolean there = file.prompts().contains(prompt);
            must(there || file.isTakenBack(prompt), "the prompt '" + prompt + "' is not in the transcript any more");
            long said = last.allText().lines().filter(prompt::equals).count();
            must(said == (there ? 1 : 0), "the prompt '" + prompt + "' is " + said + " times in the last request");
        }
    }

    /** Each file is what the last change of it was to make, or what it was before, where Lungo died in between. */
    void filesKept(Collection<TranscriptFile.Change> changes) throws IOException {
        var last = new HashMap<Path, TranscriptFile.Change>();
        changes.stream()
                .sorted(Comparator.comparing(TranscriptFile.Change::time))
                .forEach(change -> last.put(change.path(), change));
        for (TranscriptFile.Change change : last.values()) {
            String now = Files.exists(change.path()) ? fingerprint(Files.readAllBytes(change.path())) : "";
            must(
                    now.equals(change.after()) || now.equals(change.before()),
                    change.path() + " is " + now + ", which is neither end of " + change);
        }
    }

    private static String fingerprint(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
