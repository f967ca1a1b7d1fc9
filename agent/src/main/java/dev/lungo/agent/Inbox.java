package dev.lungo.agent;

import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskListener;
import dev.lungo.tasks.TaskState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The one way in: what the user typed and what the model must hear of, in order of arrival. Made before the tasks,
 * whose listener it is, and handed to the agent that empties it. Safe for any thread.
 */
public final class Inbox implements TaskListener {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final AtomicInteger numbers = new AtomicInteger();

    // All guarded by the lock.
    private final Deque<UserPrompt> prompts = new ArrayDeque<>();
    private final Map<TaskId, Notice> notices = new LinkedHashMap<>();
    private final Set<TaskId> told = new HashSet<>();
    private final Deque<FutureTask<?>> errands = new ArrayDeque<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean closed;
    private Consumer<Notice> witness = _ -> {};
    private Consumer<UserPrompt> scribe = _ -> {};

    /**
     * Queues a line of the user's; starts a turn when the agent is idle, else follows the turn at work.
     *
     * @throws RecordException when it cannot be written down; it is not accepted then
     */
    public void submit(String text) {
        var prompt = new UserPrompt(numbers.incrementAndGet(), text);
        scribing().accept(prompt);
        locked(() -> prompts.add(prompt));
    }

    /** The model is told this with the next message; nobody is woken for it. */
    void remark(String text) {
        locked(() -> remarks.add(text));
    }

    /** Whether a remark that waits tells the model that this task runs. */
    boolean saysRunning(Task task) {
        String line = NoticeText.live(List.of(task));
        lock.lock();
        try {
            return remarks.stream().anyMatch(text -> text.lines().anyMatch(line::equals));
        } finally {
            lock.unlock();
        }
    }

    /** Takes those out. */
    List<String> remarks() {
        lock.lock();
        try {
            List<String> all = List.copyOf(remarks);
            remarks.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Puts a prompt that was taken back in front of all others. */
    void leaveForLater(UserPrompt prompt) {
        locked(() -> prompts.addFirst(prompt));
    }

    /** Takes all prompts out, oldest first. */
    List<UserPrompt> withdraw() {
        lock.lock();
        try {
            List<UserPrompt> all = List.copyOf(prompts);
            prompts.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** How many prompts wait for their turn. */
    public int waitingPrompts() {
        lock.lock();
        try {
            return prompts.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a prompt waits. */
    boolean hasPrompt() {
        return waitingPrompts() > 0;
    }

    /** An end becomes a notice, unless a tool's result has told it already. */
    @Override
    public void ended(Task task, TaskState.End end) {
        var notice = new Notice(task, end);
        try {
            // Before the notice can wake anybody: a view hears of the end first, and of the turn it starts then.
            witnessing().accept(notice);
        } finally {
            locked(() -> {
                if (!told.contains(notice.id())) {
                    notices.put(notice.id(), notice);
                }
            });
        }
    }

    /** Sees each end before it becomes a notice, on the engine's thread. Set once, by the agent, before its first turn. */
    void witness(Consumer<Notice> witness) {
        locked(() -> this.witness = witness);
    }

    /**
     * Writes down each prompt before it counts, on the thread that submits it. Set once, by the agent.
     *
     * @param last the highest number that a prompt of the session has
     */
    void scribe(Consumer<UserPrompt> scribe, int last) {
        numbers.accumulateAndGet(last, Math::max);
        locked(() -> this.scribe = scribe);
    }

    private Consumer<UserPrompt> scribing() {
        lock.lock();
        try {
            return scribe;
        } finally {
            lock.unlock();
        }
    }

    private Consumer<Notice> witnessing() {
        lock.lock();
        try {
            return witness;
        } finally {
            lock.unlock();
        }
    }

    /** No more turns: whoever waits is told so. */
    void close() {
        locked(() -> {
            closed = true;
            errands.forEach(errand -> errand.cancel(false));
        });
    }

    /**
     * Waits until the thread that owns the conversation has done this, before the next turn.
     *
     * @throws CancellationException when there is none
     */
    void errand(Runnable work) throws InterruptedException {
        var errand = new FutureTask<>(work, null);
        locked(() -> {
            if (closed) {
                errand.cancel(false);
            } else {
                errands.add(errand);
            }
        });
        try {
            errand.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("while no turn was at work", failed.getCause());
        }
    }

    /** The prompts with these numbers are taken back, and these ends are not told any more: they wait to be told again. */
    void goOn(int from, int last, Collection<Notice> untold) {
        locked(() -> {
            prompts.removeIf(prompt -> prompt.number() >= from && prompt.number() <= last);
            for (Notice notice : untold) {
                told.remove(notice.id());
                notices.put(notice.id(), notice);
            }
        });
    }

    /** Waits for something to do, however long it takes; notices start a turn only if they are wakeable now. */
    Arrival await(boolean wakeable) throws InterruptedException {
        return await(wakeable, Integer.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE));
    }

    /**
     * Waits for something to do.
     *
     * @param wakeable whether notices may start a turn now
     * @param known so many notices are no news to the caller; one more is {@link Arrival.Quiet}, if it starts no turn
     * @param limit at most so long
     */
    Arrival await(boolean wakeable, int known, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (true) {
                if (closed) {
                    return new Arrival.Closed();
                }
                FutureTask<?> errand = errands.poll();
                if (errand != null) {
                    return new Arrival.Errand(errand);
                }
                UserPrompt prompt = prompts.poll();
                if (prompt != null) {
                    return new Arrival.Prompt(prompt);
                }
                if (wakeable && wakes()) {
                    return new Arrival.Wake();
                }
                if (notices.size() > known) {
                    return new Arrival.Quiet();
                }
                if (left <= 0) {
                    return new Arrival.TimedOut();
                }
                left = arrived.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing has arrived for a moment, at most so long: what ends together is told together. */
    void settle(Duration quiet, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long end = System.nanoTime() + limit.toNanos();
            int before = -1;
            while (notices.size() != before && prompts.isEmpty() && !closed && System.nanoTime() < end) {
                before = notices.size();
                long left = Math.min(quiet.toNanos(), end - System.nanoTime());
                while (left > 0 && notices.size() == before && prompts.isEmpty() && !closed) {
                    left = arrived.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for more notices, at most so long, while more may come.
     *
     * @param more asked with the tasks whose notices wait, without the lock
     */
    void gather(Duration limit, Predicate<Collection<TaskId>> more) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        List<TaskId> waiting = waiting();
        while (more.test(waiting) && System.nanoTime() < end) {
            lock.lockInterruptibly();
            try {
                long left = end - System.nanoTime();
                while (left > 0 && notices.size() == waiting.size() && prompts.isEmpty() && !closed) {
                    left = arrived.awaitNanos(left);
                }
                if (!prompts.isEmpty() || closed) {
                    return;
                }
            } finally {
                lock.unlock();
            }
            waiting = waiting();
        }
    }

    /** Takes all notices out, oldest first. */
    List<Notice> drain() {
        lock.lock();
        try {
            List<Notice> all = List.copyOf(notices.values());
            told.addAll(notices.keySet());
            notices.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** No notices of these tasks, now or later: the model reads their ends elsewhere. */
    void forget(Collection<TaskId> readElsewhere) {
        locked(() -> {
            told.addAll(readElsewhere);
            notices.keySet().removeAll(readElsewhere);
        });
    }

    /** Whether the model reads the end of this task in a notice that was taken out, or elsewhere. */
    boolean hasTold(TaskId id) {
        lock.lock();
        try {
            return told.contains(id);
        } finally {
            lock.unlock();
        }
    }

    List<TaskId> waiting() {
        lock.lock();
        try {
            return List.copyOf(notices.keySet());
        } finally {
            lock.unlock();
        }
    }

    private boolean wakes() {
        return notices.values().stream().anyMatch(Notice::wakes);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
