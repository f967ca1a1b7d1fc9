package dev.lungo.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Chooses what is done next and how that ends: mostly at the point that was hit least, by a deed in which that comes about, else
 * at random. A point that cannot be reached as things are is prepared. Used by one thread.
 */
final class Plans {
    /** Sessions of a project; each has to be ended in peace. */
    private static final int SESSIONS = 4;

    private static final Set<String> NEED_TASK = Set.of("PRESENCE", "WARDEN", "CLAIM", "DRAIN", "WAITER", "TOLD");

    private final Random random;
    private final KillTable table;
    private final Supplier<SessionStory> fresh;

    /** @param fresh makes a session that was not begun */
    Plans(Random random, KillTable table, Supplier<SessionStory> fresh) {
        this.random = random;
        this.table = table;
        this.fresh = fresh;
    }

    /**
     * Chooses.
     *
     * @param begun the sessions in which something was said
     * @param tasks of all of them
     */
    Plan next(List<SessionStory> begun, List<DiskTask> tasks) throws IOException {
        var now = new Situation(begun, tasks);
        int what = random.nextInt(100);
        if (what < 6) {
            return plan(
                    now.say(), new KillPlan.At(Duration.ofMillis(300 + random.nextInt(3000))), Wishes.NONE.andMore(3));
        }
        if (what < 14) {
            var end = new KillPlan.AfterRequest(1 + random.nextInt(4), Duration.ofMillis(random.nextInt(400)));
            return plan(now.say(), end, Wishes.NONE.andMore(4));
        }
        return aimed(now);
    }

    private Plan aimed(Situation now) throws IOException {
        KillPoint rarest = table.rarest(random, _ -> true);
        if (now.reach(rarest).isEmpty()) {
            Optional<Plan> first = preparation(rarest, now);
            if (first.isPresent()) {
                return first.get();
            }
        }
        KillPoint point = table.rarest(random, one -> now.reach(one).isPresent());
        return plan(now.reach(point).orElseThrow(), at(point), wishes(point));
    }

    /** What makes a point reachable, and ends where it does; empty where that is not to be had in this project. */
    private Optional<Plan> preparation(KillPoint point, Situation now) {
        return switch (point.step()) {
            case "REDRAWN" -> Optional.of(endingAt(now.say(), Set.of("USER AFTER", "ASSISTANT BEFORE"), Wishes.NONE));
            case "OWNER" -> Optional.of(leavingATask(now.say()));
            case "TASK_ADOPTED" -> now.begin().map(this::leavingATask);
            default -> Optional.empty();
        };
    }

    private Plan leavingATask(Deed deed) {
        return endingAt(
                deed, Set.of("WAITER AFTER", "CALL_RESULT BEFORE", "CALL_RESULT AFTER"), Wishes.of(Shape.PERSISTENT));
    }

    private Plan endingAt(Deed deed, Set<String> points, Wishes wishes) {
        return plan(deed, at(table.rarest(random, point -> points.contains(point.toString()))), wishes);
    }

    private Plan plan(Deed deed, KillPlan end, Wishes wishes) {
        return new Plan(deed, end, wishes);
    }

    private static KillPlan at(KillPoint point) {
        return new KillPlan.AtStep(point, 1);
    }

    private Wishes wishes(KillPoint point) {
        if (NEED_TASK.contains(point.step())) {
            return Wishes.of(random.nextBoolean() ? Shape.QUICK : Shape.BACKGROUND)
                    .andMore(2);
        }
        return switch (point.step()) {
            case "LOST" -> Wishes.of(Shape.ORPHANED);
            case "STOP_INTENT" -> Wishes.of(Shape.FOREVER).stopping();
            case "FILE_CHANGED", "FILE_KEPT" -> Wishes.NONE.writing();
            case "CALL_STARTED", "CALL_RESULT" -> Wishes.of(Shape.any(random)).andMore(2);
            case "WITHDRAWN" -> Wishes.NONE.stalling();
            default -> Wishes.NONE.andMore(random.nextInt(4));
        };
    }

    /** What can be done as things are. */
    private final class Situation {
        private final List<SessionStory> begun;
        private final List<DiskTask> tasks;

        Situation(List<SessionStory> begun, List<DiskTask> tasks) {
            this.begun = begun;
            this.tasks = tasks;
        }

        /** The deed in which a point comes about; empty where there is none now. */
        Optional<Deed> reach(KillPoint point) {
            return switch (point.step()) {
                case "SESSION", "CONVERSATION" -> begin();
                case "FORKED" -> any().filter(_ -> hasRoom()).map(story -> new Deed.Copy(story, fresh.get()));
                case "REWOUND" -> takeBack();
                case "WITHDRAWN" -> any().map(Deed.Withdraw::new);
                case "TASK_ADOPTED" -> adopt();
                case "REDRAWN" ->
                    begun.stream().filter(SessionStory::hasDraft).findFirst().map(Deed.GoOn::new);
                case "OWNER" -> begun.stream().filter(this::hasTask).findFirst().map(Deed.GoOn::new);
                case "FILE_CHANGED", "FILE_KEPT" ->
                    Optional.of(random.nextInt(4) > 0 ? say() : takeBack().orElseGet(this::say));
                default -> Optional.of(say());
            };
        }

        private Deed say() {
            return any().<Deed>map(Deed.GoOn::new).orElseGet(() -> new Deed.Begin(fresh.get()));
        }

        private Optional<Deed> begin() {
            return hasRoom() ? Optional.of(new Deed.Begin(fresh.get())) : Optional.empty();
        }

        private boolean hasRoom() {
            return begun.size() < SESSIONS;
        }

        private Optional<SessionStory> any() {
            return begun.isEmpty() ? Optional.empty() : Optional.of(begun.get(random.nextInt(begun.size())));
        }

        private boolean hasTask(SessionStory story) {
            return persistent().anyMatch(task -> task.session().equals(story.id()));
        }

        private Optional<Deed> takeBack() {
            return begun.stream()
                    .filter(story -> !story.file().prompts().isEmpty())
                    .<Deed>map(Deed.TakeBack::new)
                    .findAny();
        }

        private Optional<Deed> adopt() {
            return persistent()
                    .flatMap(task -> begun.stream()
                            .filter(story -> !story.id().equals(task.session()))
                            .<Deed>map(story -> new Deed.Adopt(story, task)))
                    .findFirst();
        }

        private Stream<DiskTask> persistent() {
            return tasks.stream().filter(task -> task.shape() == Shape.PERSISTENT && !task.over());
        }
    }
}
