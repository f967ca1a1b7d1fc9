package dev.lungo.chaos;

import static dev.lungo.testing.Answer.call;
import static dev.lungo.testing.Answer.say;
import static dev.lungo.testing.Answer.think;

import dev.lungo.testing.Answer;
import dev.lungo.testing.MessagesRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * The model of a round: starts tasks of all shapes, several in a message, waits, looks and stops as it comes, and in the end
 * stops what would run for ever. What it does follows from the seed and from what it is asked.
 */
final class Brain implements Function<MessagesRequest, Answer> {
    private final Random random;
    // Guarded by this, as everything below.
    private final Set<String> stopped = new HashSet<>();
    private int budget;
    private int started;
    private boolean finishing;
    private boolean stopping;
    private Wishes wishes = Wishes.NONE;

    Brain(Random random) {
        this.random = random;
    }

    /** A life begins. */
    synchronized void begin(Wishes wanted) {
        wishes = wanted;
        budget = wanted.shapes().size() + wanted.more();
        stopping = wanted.stops();
    }

    /** From now on nothing new: what runs is stopped or ends. */
    synchronized void finish() {
        finishing = true;
    }

    @Override
    public synchronized Answer apply(MessagesRequest request) {
        if (wishes.stalls()) {
            return say("Let me think.").butStalls();
        }
        wishes.meanwhile().run();
        wishes = wishes.with(() -> {});
        var reading = new Reading(request);
        var prompted = request.newText().contains(Round.PROMPT);
        return finishing ? last(reading, prompted) : next(reading, prompted);
    }

    private Answer next(Reading reading, boolean prompted) {
        if (!prompted && !stopping && random.nextInt(100) < 45) {
            return say("Enough for now.");
        }
        var calls = new ArrayList<Answer>();
        if (wishes.writes()) {
            String note = "note-" + ++started;
            calls.add(call("write_file", Map.of("path", note, "content", "first " + note)));
            calls.add(call("write_file", Map.of("path", note, "content", "second " + note)));
        }
        wishes.shapes().forEach(shape -> calls.add(start(shape)));
        wishes = Wishes.NONE;
        for (int i = random.nextInt(4); i > 0; i--) {
            calls.add(start(Shape.any(random)));
        }
        calls.add(something(reading.running()));
        return together(calls);
    }

    /** One question in a message at most: who asks twice is told twice. */
    private Answer something(List<String> running) {
        int what = random.nextInt(10);
        if (running.isEmpty() || (what > 6 && !stopping)) {
            return say("On it.");
        }
        String any = running.get(random.nextInt(running.size()));
        if (stopping) {
            stopping = false;
            return stop(any);
        }
        return switch (what) {
            case 0, 1 -> call("wait_background", Map.of("mode", random.nextBoolean() ? "any" : "all", "timeout", 2));
            case 2 -> call("check_background", Map.of("task_id", any));
            case 3, 4 -> call("write_file", Map.of("path", "note-" + ++started, "content", "note " + started));
            default -> stop(any);
        };
    }

    private Answer start(Shape shape) {
        if (budget <= 0) {
            return say("No more tasks.");
        }
        budget--;
        return call(shape.tool(), shape.input("t" + ++started, random));
    }

    private static Answer stop(String id) {
        return call("stop_background", Map.of("task_id", id));
    }

    /** Asks what runs, since it may not know all of it, and stops that; each once. */
    private Answer last(Reading reading, boolean prompted) {
        if (prompted) {
            return call("check_background", Map.of());
        }
        List<String> endless = reading.listed().stream().filter(stopped::add).toList();
        return endless.isEmpty()
                ? say("Done.")
                : together(endless.stream().map(Brain::stop).toList());
    }

    private Answer together(List<Answer> calls) {
        Answer head = random.nextInt(4) == 0 ? think("What next?").and(say("On it.")) : say("On it.");
        return calls.stream().reduce(head, Answer::and);
    }
}
