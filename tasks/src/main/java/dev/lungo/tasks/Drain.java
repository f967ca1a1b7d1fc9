package dev.lungo.tasks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The process that copies a task's output from its pipe into its log, for as long as anybody can write. Should it be
 * killed, another takes its place on the same pipe: this object holds the read end, so that the command never notices.
 */
final class Drain implements AutoCloseable, GrowingLog.Writer {
    private static final int NO_PIPE = -1;
    private static final Path NOWHERE = Path.of("/dev/null");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Platform platform;
    private final ExitWatch watch;
    private final TaskFolder folder;
    private final int pipe;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();

    /** The next seven are written under the lock. */
    private long pid;

    /** The process of that number, where an engine before this one started it. */
    private Optional<ProcessIdentity> adopted = Optional.empty();

    /** Null while there is none. */
    private @Nullable ProcessWatch process;

    private boolean closed;
    private boolean ending;
    private boolean discarding;

    /** Whether the process that nobody watches yet is to make room for another. */
    private boolean stale;

    /** What keeps the log within its allowance; null where nobody can write it. Written once, before anybody else sees this. */
    private @Nullable GrowingLog log;

    /** Written by the thread that replaces a process that died. */
    private Duration pause = FIRST_PAUSE;

    private Drain(Platform platform, ExitWatch watch, TaskFolder folder, int pipe) {
        this.platform = platform;
        this.watch = watch;
        this.folder = folder;
        this.pipe = pipe;
    }

    /** Starts one on the read end of a pipe, which is its own from then on; its log stays within its allowance. */
    static Drain start(Platform platform, ExitWatch watch, LogKeeper logs, TaskFolder folder, int pipe) {
        var drain = new Drain(platform, watch, folder, pipe);
        drain.log = logs.keep(folder, drain);
        drain.spawnOrRetry();
        return drain;
    }

    /** Stands in where nobody can have the pipe open any more. */
    static Drain none(Platform platform, ExitWatch watch, TaskFolder folder) {
        var none = new Drain(platform, watch, folder, NO_PIPE);
        none.closed = true;
        none.finished.countDown();
        return none;
    }

    /**
     * Takes over the drain of a task whose engine is gone; where it was killed, another takes its place on the same pipe.
     *
     * @param pipe as {@code /proc/PID/fd} calls it
     * @param members who may have it open
     */
    static Drain adopt(
            Platform platform,
            ExitWatch watch,
            LogKeeper logs,
            TaskFolder folder,
            String pipe,
            ProcessTable table,
            List<ProcessStat> members) {
        var process = Optional.ofNullable(table.drain(pipe)).map(ProcessStat::identity);
        var ends = new ArrayList<String>();
        process.ifPresent(reader -> ends.add("/proc/" + reader.pid() + "/fd/0"));
        members.forEach(member -> ends.addAll(ProcessTable.ends(member, pipe)));
        for (var end : ends) {
            var descriptor = Descriptors.tryOpenPipe(end);
            if (Libc.shortage(-descriptor)) {
                throw new TaskException("cannot take over the output of " + folder.path() + ": errno " + -descriptor
                        + Libc.meaning(-descriptor));
            }
            if (descriptor >= 0 && !Descriptors.isPipe(descriptor, pipe)) {
                Descriptors.close(descriptor);
            } else if (descriptor >= 0) {
                var drain = new Drain(platform, watch, folder, descriptor);
                drain.log = logs.keep(folder, drain);
                return adopted(drain, process);
            }
        }
        return none(platform, watch, folder);
    }

    private static Drain adopted(Drain drain, Optional<ProcessIdentity> process) {
        drain.adopted = process.filter(reader -> !Adoption.isChild(reader));
        if (process.isPresent()) {
            drain.pid = process.get().pid();
            drain.watchIt();
        } else {
            drain.spawnOrRetry();
        }
        return drain;
    }

    /** A machine that is short of processes now may have one later; until then the output waits in the pipe. */
    private void spawnOrRetry() {
        try {
            spawn();
        } catch (TaskException e) {
            Log.warning("the output of " + folder.path() + " waits for a drain", e);
            Thread.ofVirtual().start(this::replace);
        }
    }

    private void spawn() {
        lock.lock();
        try {
            if (!closed) {
                make();
            }
        } finally {
            lock.unlock();
        }
        watchIt();
    }

    /** Under the lock. */
    private void make() {
        stale = false;
        var output = open(discarding ? NOWHERE : folder.log(), Descriptors.APPEND);
        var complaints = -1;
        try {
            complaints = open(folder.complaints(), Descriptors.READ_WRITE);
            // What the one before complained of stays.
            Descriptors.seek(complaints, folder.complaintLength());
            // With the log as stdout and /dev/null as the file, tee goes on draining when the log's disk is full.
            pid = new Spawn(
                            platform.tee(),
                            List.of(Environment.bytes("tee"), Environment.bytes("-a"), Environment.bytes("/dev/null")),
                            Environment.bare(),
                            Path.of("/"),
                            List.of(pipe, output, complaints))
                    .start();
        } finally {
            Descriptors.close(output);
            if (complaints >= 0) {
                Descriptors.close(complaints);
            }
        }
    }

    /** Nobody may read what is in a file that was taken away, but the command must not wait for it. */
    private static int open(Path file, int flags) {
        return Descriptors.open(Files.exists(file) ? file : NOWHERE, flags);
    }

    /** Again where this JVM is short of descriptors: a second process on the pipe would mix up the output. */
    private void watchIt() {
        lock.lock();
        try {
            if (!closed && process == null) {
                watchNow();
                if (stale) {
                    stale = false;
                    renew();
                }
            }
        } catch (TaskException e) {
            Thread.ofVirtual().start(() -> {
                Threads.pause(LONGEST_PAUSE);
                watchIt();
            });
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void watchNow() {
        var pidfd = Pidfd.open(pid);
        if (adopted.isEmpty()) {
            process = new ProcessWatch(watch, Libc.must("watching a drain", pidfd), this::exited);
            return;
        }
        if (pidfd < 0 && pidfd != -Libc.ESRCH) {
            Libc.must("watching a drain", pidfd);
        }
        // The number of a process that is no child may be another's by now.
        if (pidfd >= 0 && adopted.get().alive()) {
            process = new ProcessWatch(watch, pidfd, this::exited);
            return;
        }
        if (pidfd >= 0) {
            Descriptors.close(pidfd);
        }
        Thread.ofVirtual().start(this::exited);
    }

    /** Runs in a virtual thread of its own when the process has ended. */
    private void exited() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (adopted.isEmpty()) {
                Pidfd.reap(pid);
            }
            adopted = Optional.empty();
            process = null;
            if (ending || (Descriptors.hungUp(pipe) && Descriptors.unread(pipe) == 0)) {
                closed = true;
                forgetLog();
                Descriptors.close(pipe);
                finished.countDown();
                return;
            }
        } finally {
            lock.unlock();
        }
        replace();
    }

    /** From now on output is taken from the pipe and not written down: the log may not grow, and its middle cannot go. */
    @Override
    public void discard() {
        lock.lock();
        try {
            discarding = true;
            renew();
        } finally {
            lock.unlock();
        }
    }

    /** A process that once failed to write does not try again; another does. */
    @Override
    public void writeAgain() {
        lock.lock();
        try {
            renew();
        } finally {
            lock.unlock();
        }
    }

    private void forgetLog() {
        if (log != null) {
            log.close();
        }
    }

    /** Under the lock. */
    private void renew() {
        if (process != null) {
            process.signal(Signals.KILL);
        } else {
            stale = true;
        }
    }

    private void replace() {
        try {
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            spawnOrRetry();
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until all that was written before this call is in the log, at most so long.
     *
     * @return whether it is
     */
    boolean settle(Duration limit) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        resume();
        do {
            if (idle() || finished.await(1, TimeUnit.MILLISECONDS)) {
                return true;
            }
        } while (System.nanoTime() < end);
        return false;
    }

    /** Whoever stopped the process in its tracks meant the command. */
    private void resume() {
        lock.lock();
        try {
            if (process != null) {
                process.signal(Signals.CONT);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody can write any more and everything is in the log, or somebody let go of this. */
    boolean awaitFinished(Duration limit) throws InterruptedException {
        return finished.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether nobody can write any more and everything is in the log. */
    boolean finished() {
        return finished.getCount() == 0;
    }

    /** The pipe is empty, and what was taken from it is written: the process waits for more. */
    private boolean idle() {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            if (process == null || Descriptors.unread(pipe) > 0 || Descriptors.hungUp(pipe)) {
                return false;
            }
            var stat = ProcessIdentity.stat(pid);
            return stat != null && stat.sleeps() && Descriptors.unread(pipe) == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the process too, where somebody still holds the pipe. */
    void kill() {
        lock.lock();
        try {
            ending = true;
            if (process != null) {
                process.signal(Signals.KILL);
            }
        } finally {
            lock.unlock();
        }
        try {
            var _ = finished.await(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Lets go of it; the process itself drains on until nobody writes. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                if (process != null && process.letGo() && adopted.isEmpty()) {
                    watch.reapAtItsEnd(pid);
                }
                forgetLog();
                Descriptors.close(pipe);
                finished.countDown();
            }
        } finally {
            lock.unlock();
        }
    }
}
