package dev.lungo.session;

import dev.lungo.agent.Past;
import dev.lungo.tasks.DurableSteps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The sessions of a project, as their transcripts tell.
 *
 * @param folder of the transcripts; it may be missing
 */
public record Sessions(Path folder) {
    private static final String SUFFIX = ".jsonl";
    /** Every record begins so; only prompts are of interest in a list. */
    private static final byte[] PROMPT = "{\"type\":\"prompt\"".getBytes(StandardCharsets.UTF_8);

    private static final byte[] REWOUND = "{\"type\":\"rewound\"".getBytes(StandardCharsets.UTF_8);

    private static final byte[] WITHDRAWN =
            ("{\"type\":\"" + Records.WITHDRAWN + "\"").getBytes(StandardCharsets.UTF_8);

    private static final byte[] ADOPTED =
            ("{\"type\":\"" + Records.TASK_ADOPTED + "\"").getBytes(StandardCharsets.UTF_8);

    private static final byte[] SESSION = "{\"type\":\"session\"".getBytes(StandardCharsets.UTF_8);

    /** Where the transcript of this session is or would be. */
    public Path transcript(String id) {
        return folder.resolve(id + SUFFIX);
    }

    /** All in which somebody said something or adopted a task, newest first. */
    public List<SessionSummary> list() {
        return matching("");
    }

    /**
     * The one in which something was said last, of those that can be read.
     *
     * @param passedOver hears of those before it that cannot, newest first
     */
    public Optional<SessionSummary> latest(Consumer<SessionSummary> passedOver) {
        record Dated(Path transcript, Instant changed) {}
        // Each date is read once: agents write while this sorts.
        List<Dated> newestFirst = transcripts().stream()
                .map(transcript -> new Dated(transcript, changed(transcript)))
                .sorted(Comparator.comparing(Dated::changed).reversed())
                .toList();
        for (Dated dated : newestFirst) {
            try {
                Optional<SessionSummary> one = summary(dated.transcript(), List.of());
                if (one.isPresent()) {
                    return one;
                }
            } catch (SessionException unreadable) {
                passedOver.accept(unreadable(dated.transcript(), unreadable));
            }
        }
        return Optional.empty();
    }

    /** One that cannot be read spoils no list. */
    private static Optional<SessionSummary> listed(Path transcript, List<String> wanted) {
        try {
            return summary(transcript, wanted);
        } catch (SessionException unreadable) {
            return wanted.isEmpty() ? Optional.of(unreadable(transcript, unreadable)) : Optional.empty();
        }
    }

    private static SessionSummary unreadable(Path transcript, SessionException why) {
        return new SessionSummary(
                SavedSession.id(transcript),
                transcript,
                changed(transcript),
                0,
                "(cannot be read: "
                        + Optional.<Throwable>ofNullable(why.getCause()).orElse(why) + ")",
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Those that somebody may mean: the one whose id begins so, else those in whose prompts all these words are, newest
     * first.
     */
    public List<SessionSummary> find(String words) {
        List<SessionSummary> all = list();
        List<SessionSummary> byId =
                all.stream().filter(one -> one.id().startsWith(words)).toList();
        return byId.isEmpty() ? matching(words) : byId;
    }

    private List<SessionSummary> matching(String words) {
        List<String> wanted = Arrays.stream(words.toLowerCase(Locale.ROOT).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        var found = new ArrayList<SessionSummary>();
        for (Path transcript : transcripts()) {
            listed(transcript, wanted).ifPresent(found::add);
        }
        found.sort(Comparator.comparing(SessionSummary::changed).reversed());
        return found;
    }

    private List<Path> transcripts() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX) && !isPipe(file))
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw new SessionException("The sessions in " + folder + " cannot be listed: " + failure, failure);
        } catch (UncheckedIOException failure) {
            throw new SessionException("The sessions in " + folder + " cannot be listed: " + failure, failure);
        }
    }

    /** Opening one would wait for somebody who writes. */
    private static boolean isPipe(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    private static Instant changed(Path transcript) {
        return Instant.ofEpochMilli(transcript.toFile().lastModified());
    }

    /** Reads its prompts; empty where none has the words, or nothing was ever said in it. */
    private static Optional<SessionSummary> summary(Path transcript, List<String> wanted) {
        var prompts = new TreeMap<Integer, String>();
        boolean used = false;
        boolean takenBack = false;
        Optional<String> forkOf = Optional.empty();
        boolean fits = wanted.isEmpty();
        try (var lines = new TranscriptLines(transcript)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                if (line.get().beginsWith(SESSION)) {
                    forkOf = field(line.get(), "fork_of");
                } else if (line.get().beginsWith(PROMPT)) {
                    String text = field(line.get(), "text").orElse("");
                    prompts.put(number(line.get(), "number"), text);
                    used = true;
                    fits = fits || wanted.stream().allMatch(text.toLowerCase(Locale.ROOT)::contains);
                } else if (line.get().beginsWith(WITHDRAWN)) {
                    line.get().object().map(RecordedContent::prompts).ifPresent(prompts.keySet()::removeAll);
                } else if (line.get().beginsWith(ADOPTED)) {
                    used = true;
                } else if (line.get().beginsWith(REWOUND) && number(line.get(), "prompt") > 0) {
                    takenBack = true;
                    int last = number(line.get(), "last");
                    prompts.subMap(number(line.get(), "prompt"), true, last > 0 ? last : Integer.MAX_VALUE, true)
                            .clear();
                }
            }
            return fits && used
                    ? Optional.of(new SessionSummary(
                            SavedSession.id(transcript),
                            transcript,
                            changed(transcript),
                            prompts.size(),
                            prompts.isEmpty()
                                    ? takenBack ? SessionSummary.TAKEN_BACK : "(nothing was said; it adopted a task)"
                                    : prompts.firstEntry().getValue(),
                            forkOf,
                            SessionLock.holder(transcript)))
                    : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new SessionException("The transcript " + transcript + " cannot be read: " + failure, failure);
        }
    }

    private static int number(TranscriptLines.Raw line, String name) {
        return line.object().map(record -> record.path(name).asInt(0)).orElse(0);
    }

    private static Optional<String> field(TranscriptLines.Raw line, String name) {
        return line.object().map(record -> record.path(name).asString("")).filter(text -> !text.isEmpty());
    }

    /**
     * Copies a session into a new one, as it is now, also while an agent works in it. The copy owns no task, and nothing in
     * it goes on by itself: what is open, and prompts that were not sent, stay with the original.
     *
     * @param heading of the copy
     */
    public void fork(Path original, Heading heading) {
        fork(original, heading, DurableSteps.NONE);
    }

    /**
     * The same.
     *
     * @param steps hears that the copy appears
     */
    public void fork(Path original, Heading heading, DurableSteps steps) {
        SavedSession saved = SavedSession.read(original);
        Path copy = transcript(heading.session());
        Past past = saved.past();
        List<Integer> waiting =
                past.waiting().stream().map(prompt -> prompt.number()).toList();
        try {
            new AbandonedCopies(folder).remove();
            FileCheckpoints.beside(original).shareWith(FileCheckpoints.beside(copy));
        } catch (IOException failure) {
            throw new SessionException(
                    "What files were before cannot be shared with the copy " + copy + ": " + failure, failure);
        }
        new ForkedTranscript(original, saved.whole(), waiting, past.cut(), steps).write(copy, heading);
    }
}
