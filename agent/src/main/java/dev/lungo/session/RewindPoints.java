package dev.lungo.session;

import dev.lungo.agent.Rewinding.Point;
import dev.lungo.agent.UserPrompt;
import dev.lungo.tool.FileChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The places that a session can be taken back to, as its records tell them. Used by one thread. */
final class RewindPoints {
    private final List<Place> places = new ArrayList<>();
    private final List<FileChange> changes = new ArrayList<>();

    /**
     * One place.
     *
     * @param prompt that it is before; empty where files were taken back there
     * @param before so many changes came before it
     */
    private record Place(Optional<UserPrompt> prompt, String time, int before) {}

    private RewindPoints() {}

    /** @throws SessionException where the transcript cannot be read */
    static List<Point> read(Path transcript) {
        var points = new RewindPoints();
        try (var lines = new TranscriptLines(transcript)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                line.get().object().ifPresent(points::take);
            }
        } catch (IOException | IllegalArgumentException failure) {
            throw new SessionException("The transcript " + transcript + " cannot be read: " + failure, failure);
        }
        return points.all();
    }

    private void take(ObjectNode record) {
        switch (record.path("type").asString("")) {
            case "prompt" ->
                places.add(new Place(
                        Optional.of(new UserPrompt(
                                record.path("number").asInt(0),
                                record.path("text").asString(""))),
                        "",
                        changes.size()));
            case "user", "redrawn" -> RecordedContent.prompts(record).forEach(this::begun);
            case Records.WITHDRAWN -> withdrawn(RecordedContent.prompts(record));
            case FileRecords.CHANGED -> changes.add(FileRecords.change(record));
            case "rewound" -> rewound(record);
            default -> {}
        }
    }

    /** What was done until its turn began was done for the prompts before it. */
    private void begun(int number) {
        places.replaceAll(place ->
                place.prompt().filter(prompt -> prompt.number() == number).isPresent()
                        ? new Place(place.prompt(), place.time(), changes.size())
                        : place);
    }

    private void withdrawn(List<Integer> numbers) {
        places.removeIf(place -> place.prompt()
                .filter(prompt -> numbers.contains(prompt.number()))
                .isPresent());
    }

    private void rewound(ObjectNode record) {
        if (record.path("files").asBoolean(false)) {
            places.add(new Place(Optional.empty(), record.path("time").asString(""), changes.size()));
        }
        int from = record.path("prompt").asInt(0);
        if (from > 0) {
            int last = record.path("last").asInt(Integer.MAX_VALUE);
            places.removeIf(place -> place.prompt()
                    .filter(prompt -> prompt.number() >= from && prompt.number() <= last)
                    .isPresent());
        }
    }

    private List<Point> all() {
        var points = new ArrayList<Point>();
        for (Place place : places) {
            int number = points.size() + 1;
            List<FileChange> since = changes.subList(place.before(), changes.size());
            if (place.prompt().isPresent()) {
                points.add(new Point.Prompt(number, place.prompt().get(), since));
            } else if (!since.isEmpty()) {
                points.add(new Point.Files(number, place.time(), since));
            }
        }
        return points;
    }
}
