package dev.lungo.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/**
 * A terminal with a line that can be edited while things are printed above it. One thread of its own draws, so that
 * nobody waits for a slow terminal; what comes in quick succession is drawn together.
 */
final class TypingScreen implements Screen {
    /** Between two drawings: faster is not seen. */
    private static final long FRAME = TimeUnit.MILLISECONDS.toNanos(25);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final Attributes before;
    private final boolean colour;
    private final TypingReader reader;
    private final Thread drawer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final List<Line> pending = new ArrayList<>();
    private Live live = Live.NOTHING;
    private boolean stale;
    private boolean closing;

    TypingScreen(Terminal terminal, boolean colour, Path history, Keys keys, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.colour = colour;
        this.before = TypingTerminal.takeOver(terminal);
        this.reader = new TypingReader(terminal, new TypingPrompt(terminal, colour), keys, before, nanoTime);
        TypingTerminal.setUp(reader);
        TypingTerminal.remember(reader, history, why -> print(List.of(Line.of(Tint.DIM, why))));
        this.drawer = Thread.ofVirtual().name("drawer").start(this::draw);
    }

    @Override
    public void print(List<Line> lines) {
        change(() -> pending.addAll(lines));
    }

    @Override
    public void echo(List<Line> lines) {
        print(lines);
    }

    @Override
    public void show(Live next) {
        change(() -> {
            stale |= !next.equals(live);
            live = next;
        });
    }

    @Override
    public void ask(AskQuestion question) {
        reader.ask(question);
    }

    @Override
    public void withdraw(AskQuestion question) {
        reader.withdraw(question);
    }

    @Override
    public void fill(String text) {
        reader.fill(text);
    }

    @Override
    public void putBack(String text) {
        reader.putBack(text);
    }

    @Override
    public Typed read() {
        return reader.read();
    }

    @Override
    public void endReading() {
        reader.endReading();
    }

    @Override
    public boolean keysAreSignals() {
        return false;
    }

    @Override
    public void close() {
        change(() -> closing = true);
        try {
            // A terminal that takes nothing must not keep the program from ending.
            if (drawer.join(PATIENCE)) {
                terminal.setAttributes(before);
                terminal.close();
            }
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        } catch (IOException notClosed) {
            throw new UncheckedIOException("cannot give the terminal back", notClosed);
        }
    }

    private void draw() {
        try {
            while (drawNext()) {
                pause();
            }
        } catch (InterruptedException never) {
            throw new IllegalStateException("nobody interrupts the drawer", never);
        }
    }

    /** Waits for something to draw and draws it; false when that was the last. */
    private boolean drawNext() throws InterruptedException {
        List<Line> lines;
        Live shown;
        lock.lockInterruptibly();
        try {
            while (pending.isEmpty() && !stale && !closing) {
                changed.await();
            }
            if (pending.isEmpty() && closing) {
                return false;
            }
            lines = List.copyOf(pending);
            shown = live;
            pending.clear();
            stale = false;
        } finally {
            lock.unlock();
        }
        reader.draw(text(lines), shown);
        return true;
    }

    private void pause() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = FRAME;
            while (left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private String text(List<Line> lines) {
        var text = new StringBuilder();
        int columns = terminal.getBufferSize().getColumns();
        for (Line line : lines) {
            for (Line row : TypingWrap.rows(line, columns)) {
                text.append(colour ? row.coloured() : row.plain()).append('\n');
            }
        }
        return text.toString();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
