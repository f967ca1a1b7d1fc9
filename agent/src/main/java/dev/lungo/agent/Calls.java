package dev.lungo.agent;

import dev.lungo.model.Block;
import dev.lungo.tasks.Task;
import dev.lungo.tasks.TaskId;
import dev.lungo.tasks.TaskState;
import dev.lungo.tool.CallContext;
import dev.lungo.tool.FileChange;
import dev.lungo.tool.PermissionPolicy.Decision;
import dev.lungo.tool.Tool;
import dev.lungo.tool.ToolInput;
import dev.lungo.tool.ToolOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of one answer. Neighbouring reads and commands run side by side, a write is a barrier for the calls
 * before and after it, and each call comes to exactly one result, whatever happens.
 */
final class Calls {
    /** How long an interrupted call may take to end. */
    private static final Duration DEAF = Duration.ofSeconds(15);

    private final Agent.Parts parts;
    private final Events events;
    private final BooleanSupplier abandoned;
    // Ids of tasks whose starting call has no result yet: the call itself will tell their end, or leave it to a notice.
    private final Set<TaskId> attended = ConcurrentHashMap.newKeySet();
    // Ends that views have heard of, or that a call's own result told: each goes out once, whoever comes first.
    private final Set<TaskId> shown = ConcurrentHashMap.newKeySet();

    /** @param abandoned whether an interrupt leaves the calls at work as they are */
    Calls(Agent.Parts parts, Events events, BooleanSupplier abandoned) {
        this.parts = parts;
        this.events = events;
        this.abandoned = abandoned;
    }

    /** Ends that were told and shown in an agent's life before this one. */
    void shownBefore(Set<TaskId> told) {
        shown.addAll(told);
    }

    /** A task ended, on the engine's thread. One that a call at work attends is shown with that call's end. */
    void ended(Notice notice) {
        if (!attended.contains(notice.id()) && shown.add(notice.id())) {
            events.emit(new AgentEvent.TaskEnded(notice.task(), notice.end(), NoticeText.summary(notice)));
            sayGuarded(notice.task());
        }
    }

    /** What the model reads of guarded files in a result, a person must not have to hear from the model. */
    private void sayGuarded(Task task) {
        GuardedFiles.changedBy(task).ifPresent(text -> events.emit(new AgentEvent.Said(text)));
    }

    /**
     * Runs all calls and puts their results into the draft, in order.
     *
     * @throws InterruptedException after every call has its result, when the thread was interrupted meanwhile; at once and
     *     without any result where the agent is abandoned
     */
    void run(List<Block.ToolCall> calls, Conversation conversation) throws InterruptedException {
        var all = new ArrayList<Running>();
        for (Block.ToolCall call : calls) {
            all.add(new Running(call, all.isEmpty() ? new CountDownLatch(0) : all.getLast().decided));
        }
        boolean interrupted = false;
        for (List<Running> group : groups(all)) {
            interrupted |= runTogether(group, interrupted);
        }
        for (Running call : all) {
            ToolOutcome outcome = call.outcome();
            conversation.result(
                    new Block.ToolResult(call.call.id(), outcome.text(), outcome.isError()), outcome.told());
            parts.inbox().forget(outcome.told());
        }
        if (interrupted) {
            throw new InterruptedException("the user interrupted the calls");
        }
    }

    private static List<List<Running>> groups(List<Running> calls) {
        var groups = new ArrayList<List<Running>>();
        boolean open = false;
        for (Running call : calls) {
            boolean barrier = call.isBarrier();
            if (barrier || !open) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(call);
            open = !barrier;
        }
        return groups;
    }

    private boolean runTogether(List<Running> group, boolean alreadyInterrupted) throws InterruptedException {
        boolean interrupted = alreadyInterrupted || Thread.interrupted();
        if (abandoned.getAsBoolean()) {
            throw new InterruptedException("the agent is abandoned");
        }
        if (interrupted) {
            group.forEach(Running::skip);
            return true;
        }
        group.forEach(Running::start);
        for (Running call : group) {
            if (interrupted) {
                call.endNow();
                continue;
            }
            try {
                call.join();
            } catch (InterruptedException now) {
                if (abandoned.getAsBoolean()) {
                    throw now;
                }
                interrupted = true;
                group.forEach(Running::interrupt);
                call.endNow();
            }
        }
        return interrupted;
    }

    /** One call, from its start to its one result. */
    private final class Running implements CallContext {
        private final Block.ToolCall call;
        private final Optional<Tool> tool;
        private final Queue<Task> started = new ConcurrentLinkedQueue<>();
        // Written once, by the call's thread or by the owner where the call never ran or never ended.
        private final AtomicReference<@Nullable ToolOutcome> outcome = new AtomicReference<>();
        private final Thread thread;
        private final CountDownLatch decidedBefore;
        private final CountDownLatch decided = new CountDownLatch(1);
        // Written by the call's thread: a person's time to decide is not the call's.
        private volatile long begin = System.nanoTime();

        /** @param decidedBefore opens when it is decided whether the call before this one may run */
        Running(Block.ToolCall call, CountDownLatch decidedBefore) {
            this.call = call;
            this.decidedBefore = decidedBefore;
            this.tool = parts.tools().find(call.name());
            this.thread = Thread.ofVirtual().name("call " + call.name()).unstarted(this::runAndReport);
        }

        boolean isBarrier() {
            return tool.map(found -> found.access() == Tool.Access.WRITE).orElse(false);
        }

        void start() {
            thread.start();
        }

        void join() throws InterruptedException {
            thread.join();
        }

        void interrupt() {
            thread.interrupt();
        }

        /** Waits for the interrupted call; one that does not hear the interrupt is left behind, with a result. */
        void endNow() {
            boolean ended = false;
            long limit = System.nanoTime() + DEAF.toNanos();
            while (!ended && System.nanoTime() < limit) {
                try {
                    ended = thread.join(DEAF);
                } catch (InterruptedException again) {
                    thread.interrupt();
                }
            }
            finish(ToolOutcome.error("Interrupted by the user; the call did not end and was left behind."));
        }

        void skip() {
            finish(ToolOutcome.error(Draft.NOT_BEGUN));
        }

        ToolOutcome outcome() {
            return Objects.requireNonNull(outcome.get(), "every call has its result by now");
        }

        @Override
        public String callId() {
            return call.id();
        }

        @Override
        public void started(Task task) {
            started.add(task);
            attended.add(task.id());
            if (outcome.get() != null) {
                attended.remove(task.id()); // the call was left behind and nobody waits for it any more
            }
            events.emit(new AgentEvent.TaskStarted(task, call.id()));
        }

        @Override
        public void changing(FileChange change) {
            events.emit(new AgentEvent.FileChanging(change, call.id()));
        }

        @Override
        public boolean told(TaskId id) {
            return parts.inbox().hasTold(id);
        }

        private void runAndReport() {
            ToolOutcome result;
            try {
                result = permitted();
            } catch (ToolInput.Invalid invalid) {
                result = ToolOutcome.error(String.valueOf(invalid.getMessage()));
            } catch (InterruptedException interrupt) {
                result = ToolOutcome.error(
                        decided.getCount() > 0 ? Draft.NOT_ALLOWED : "Interrupted by the user before it was done.");
            } catch (RecordException notWritten) {
                result = ToolOutcome.error("Nothing was changed: " + notWritten.getMessage());
            } catch (RuntimeException | Error failure) {
                result = ToolOutcome.error("The tool " + call.name() + " failed: " + failure
                        + "\nThis is a fault of the tool, not of your call. Try another way.");
            } finally {
                decided.countDown();
            }
            finish(result);
        }

        private ToolOutcome permitted() throws InterruptedException {
            // Calls run side by side, but a person is asked about them in their order.
            decidedBefore.await();
            if (tool.isEmpty()) {
                events.emit(new AgentEvent.CallStarting(call, call.name()));
                return ToolOutcome.error("There is no tool named '" + call.name() + "'. The tools are: "
                        + String.join(", ", parts.tools().names()) + ".");
            }
            ToolInput input = ToolInput.parse(call.input());
            events.emit(new AgentEvent.CallStarting(call, tool.get().summary(input)));
            Optional<Decision> atOnce = parts.policy().decideAtOnce(tool.get(), input);
            if (atOnce.isEmpty()) {
                // Nobody is asked about what cannot run; what is denied is not looked at.
                Optional<ToolOutcome> refusal = tool.get().refusal(input);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
            }
            Decision decision =
                    atOnce.isPresent() ? atOnce.get() : parts.policy().decide(tool.get(), input, call.id());
            events.emit(new AgentEvent.PermissionDecided(call, decision));
            decided.countDown();
            begin = System.nanoTime();
            return switch (decision) {
                case Decision.Allowed _ -> runNow(tool.get(), input);
                case Decision.Denied(String reason, var _) -> ToolOutcome.error(reason);
            };
        }

        private ToolOutcome runNow(Tool tool, ToolInput input) throws InterruptedException {
            if (tool.access() != Tool.Access.READ) {
                events.emit(new AgentEvent.CallRunning(call));
            }
            return tool.run(input, this);
        }

        private void finish(ToolOutcome result) {
            if (!outcome.compareAndSet(null, result)) {
                return;
            }
            List<Task> told = started.stream()
                    .filter(task -> result.told().contains(task.id()) && shown.add(task.id()))
                    .toList();
            started.forEach(task -> attended.remove(task.id()));
            try {
                events.emit(new AgentEvent.CallFinished(
                        call,
                        new Block.ToolResult(call.id(), result.text(), result.isError()),
                        result.told(),
                        Duration.ofNanos(System.nanoTime() - begin)));
            } catch (RecordException notWritten) {
                // The message that carries the result is written next, and fails the turn where that cannot be.
            }
            told.forEach(Calls.this::sayGuarded);
            // Those that ended while the call attended them, and that its result does not tell.
            for (Task task : started) {
                if (task.state() instanceof TaskState.End end) {
                    ended(new Notice(task, end));
                }
            }
        }
    }
}
