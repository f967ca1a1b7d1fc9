package dev.lungo.chaos;

import dev.lungo.testing.MessagesRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    void must(boolean holds, String otherwise) {
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

    /** The ledger and the words of the conversation both tell each end once. */
    void toldOnce(List<DiskTask> tasks, Map<String, Integer> ledger, MessagesRequest last) {
        var reading = new Reading(last);
        for (DiskTask task : tasks) {
            String name = task.id() + " (" + task.command() + ")";
            int entered = ledger.getOrDefault(task.id(), 0);
            must(entered == 1, name + " is " + entered + " times in the ledger");
            int told = reading.told(task.id()) + (reading.toldByItsCall(task) ? 1 : 0);
            must(told == 1, name + " is told " + told + " times in the last request");
        }
        ledger.keySet()
                .forEach(id -> must(
                        tasks.stream().anyMatch(task -> task.id().equals(id)),
                        id + " is in the ledger and not on disk"));
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

    /** Each prompt that was written down is in the conversation once. */
    void promptsKept(List<String> prompts, MessagesRequest last) {
        for (String prompt : prompts) {
            long said = last.allText().lines().filter(prompt::equals).count();
            must(said == 1, "the prompt '" + prompt + "' is " + said + " times in the last request");
        }
    }
}
