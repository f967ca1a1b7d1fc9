package dev.lungo.terminal;

import dev.lungo.terminal.AskQuestion.Choice;
import java.io.IOError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Buffer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * The line being typed, what is shown right above it, and the question that is open. All state of it is guarded by
 * JLine's lock. While a question is open, the line that is being typed is kept as it is: a key counts as an answer only
 * when nothing is on the line, or after Tab, so that words typed ahead never answer anything.
 */
final class TypingReader extends LineReaderImpl {
    static final String PROMPT = "> ";

    private final TypingPrompt prompts;
    private final TypingGuard guard;
    private final Screen.Keys keys;
    private final TypingPause pause;

    // Guarded by JLine's lock.
    private final Deque<AskQuestion> questions = new ArrayDeque<>();
    private Screen.Live live = Screen.Live.NOTHING;
    private boolean ended;
    private @Nullable Thread readingThread;
    private boolean gone;
    /** We stopped ourselves, and what follows when we go on is done. */
    private boolean paused;
    /** The choice whose words are being typed, on the line that was empty for it. */
    private @Nullable Choice wording;
    /** What was on the line before the words. */
    private String kept = "";

    /** @param outside how the terminal was before Lungo came */
    TypingReader(Terminal terminal, TypingPrompt prompts, Screen.Keys keys, Attributes outside, LongSupplier nanoTime) {
        super(terminal, "lungo", null);
        this.prompts = prompts;
        this.keys = keys;
        this.guard = new TypingGuard(nanoTime);
        this.pause = new TypingPause(terminal, outside);
        TypingKeys.bind(this);
    }

    /** Waits for a line; on the reading thread. */
    Screen.Typed read() {
        begin();
        while (true) {
            try {
                String text = readLine(PROMPT, null, (Character) null, restored());
                if (!answeredInWords(text)) {
                    return new Screen.Typed.Text(text.replace("\\\n", "\n"));
                }
            } catch (EndOfFileException end) {
                return isGone() ? new Screen.Typed.Gone() : new Screen.Typed.End();
            } catch (UserInterruptException interrupted) {
                return new Screen.Typed.End();
            } catch (IOError lost) {
                return new Screen.Typed.Gone();
            }
        }
    }

    /** Prints above the line, and shows what is above it from now on. */
    void draw(String lines, Screen.Live live) {
        lock.lock();
        try {
            this.live = live;
            if (!lines.isEmpty()) {
                printAbove(lines);
            } else if (reading) {
                redisplay(true);
            }
        } finally {
            lock.unlock();
        }
    }

    void ask(AskQuestion question) {
        changeQuestions(() -> {
            // Leaving goes before everything else.
            if (question.harmless().isPresent()) {
                questions.addFirst(question);
            } else {
                questions.addLast(question);
            }
            terminal.puts(Capability.bell);
        });
    }

    void withdraw(AskQuestion question) {
        changeQuestions(() -> questions.remove(question));
    }

    /** Puts text onto the line, where nothing is on it. */
    void fill(String text) {
        lock.lock();
        try {
            if (!reading) {
                kept = text;
            } else if (buf.length() == 0) {
                buf.write(text);
                redisplay(true);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Puts text in front of what is on the line. */
    void putBack(String text) {
        lock.lock();
        try {
            if (reading) {
                String typed = buf.toString();
                buf.clear();
                buf.write(typed.isEmpty() ? text : text + "\n" + typed);
                redisplay(true);
            } else {
                kept = kept.isEmpty() ? text : text + "\n" + kept;
            }
        } finally {
            lock.unlock();
        }
    }

    void endReading() {
        lock.lock();
        try {
            ended = true;
            if (readingThread != null && readingThread != Thread.currentThread()) {
                readingThread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Escape and Ctrl+C while a question is open, or else: what the key means everywhere. */
    void escape(Runnable otherwise) {
        AskQuestion open = questions.peek();
        if (wording != null) {
            wording = null;
            buf.clear();
            buf.write(takeKept());
        } else if (open != null && open.harmless().isPresent()) {
            answer(open, open.harmless().get(), "");
        } else {
            otherwise.run();
        }
    }

    /** Wipes the line, and the list of completions below it. */
    void wipe() {
        buf.clear();
        post = null;
    }

    /** Whether keys answer the open question now, were they pressed after a pause. */
    boolean answering() {
        return !questions.isEmpty() && wording == null && (guard.isFocused() || buf.length() == 0);
    }

    /** The next key that is not an answer; null when there is none to come. */
    @Override
    public @Nullable Binding readBinding(KeyMap<Binding> keys, @Nullable KeyMap<Binding> local) {
        while (true) {
            if (isEnded()) {
                return null;
            }
            Binding binding = super.readBinding(keys, local);
            if (binding == null) {
                lock.lock();
                try {
                    gone = true;
                } finally {
                    lock.unlock();
                }
                return null;
            }
            if (!taken(getLastBinding())) {
                return binding;
            }
        }
    }

    /** Whether the key was for the question. */
    private boolean taken(String key) {
        lock.lock();
        try {
            AskQuestion open = questions.peek();
            boolean quiet = guard.typed();
            if (open == null || wording != null) {
                return false;
            }
            if (key.equals("\t") && buf.length() > 0) {
                guard.toggleFocus();
                redisplay(true);
                return true;
            }
            AskRows rows = open.rows().orElse(null);
            if (rows != null && answering() && rows.press(key)) {
                redisplay(true);
                return true;
            }
            Choice choice = open.choice(key).orElse(null);
            boolean meant = quiet || guard.isFocused() || open.isExpected();
            if (!answering() || (choice != null && !meant)) {
                return false;
            }
            if (choice == null) {
                return guard.isFocused() && key.codePointAt(0) >= ' ';
            }
            answer(
                    open,
                    choice,
                    rows == null ? "" : Integer.toString(rows.selected().number()));
            redisplay(true);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void answer(AskQuestion open, Choice choice, String words) {
        if (choice.worded() && wording == null) {
            wording = choice;
            kept = buf.toString();
            buf.clear();
            return;
        }
        boolean focused = guard.isFocused();
        questions.remove(open);
        guard.asked();
        open.answer(choice, words);
        AskQuestion next = questions.peek();
        if (focused && next != null && next.isExpected()) {
            guard.toggleFocus(); // the person goes on answering
        }
    }

    private void begin() {
        lock.lock();
        try {
            readingThread = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private boolean answeredInWords(String text) {
        lock.lock();
        try {
            AskQuestion open = questions.peek();
            Choice choice = wording;
            if (choice == null) {
                return false;
            }
            if (open != null) {
                answer(open, choice, text);
            }
            wording = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private String restored() {
        lock.lock();
        try {
            return wording == null ? takeKept() : "";
        } finally {
            lock.unlock();
        }
    }

    private String takeKept() {
        String text = kept;
        kept = "";
        return text;
    }

    private void changeQuestions(Runnable change) {
        lock.lock();
        try {
            AskQuestion before = questions.peek();
            change.run();
            if (questions.peek() != before) {
                guard.asked();
                if (wording != null && questions.peek() == null) {
                    escape(() -> {});
                }
                if (reading) {
                    redisplay(true);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private boolean isGone() {
        lock.lock();
        try {
            return gone && !ended;
        } finally {
            lock.unlock();
        }
    }

    Screen.Keys keys() {
        return keys;
    }

    /** Ctrl+Z, on the reading thread, which holds the lock: nothing is drawn meanwhile. */
    void pause() {
        display.update(List.of(), 0, true);
        paused = true;
        try {
            pause.stop();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        size = terminal.getBufferSize();
        display.resize(size);
        display.reset();
        redisplay(true);
    }

    /**
     * After a change of width the terminal has broken our rows anew, and remembers which of them it broke: they are wiped
     * and written afresh, or the next change would tear the line apart.
     */
    @Override
    protected void handleSignal(Terminal.Signal signal) {
        lock.lock();
        try {
            if (signal == Terminal.Signal.CONT) {
                resume();
                return;
            }
            super.handleSignal(signal);
            if (signal == Terminal.Signal.WINCH && reading) {
                display.update(List.of(), 0, false);
                terminal.puts(Capability.clr_eos);
                display.reset();
                redisplay(true);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Somebody let us go on; where it was not Ctrl+Z that stopped us, the line is not where it was. */
    private void resume() {
        if (!paused) {
            pause.resume();
            super.handleSignal(Terminal.Signal.CONT);
        }
        paused = false;
    }

    /** What stands before the line is drawn anew each time. */
    @Override
    public void setPrompt(@Nullable String ignored) {
        prompt = new AttributedString(PROMPT);
    }

    @Override
    protected void redisplay(boolean flush) {
        lock.lock();
        try {
            if (state != State.NORMAL || !reading) {
                super.redisplay(flush); // the line is done: it is wiped
            } else if (answering()) {
                Buffer hidden = buf.copy();
                buf.clear();
                prompt = prompts.question(live, questions.getFirst(), hidden.toString(), size);
                super.redisplay(flush);
                buf.copyFrom(hidden);
            } else {
                prompt = prompts.line(live, questions.peek(), wording, size);
                super.redisplay(flush);
            }
        } finally {
            lock.unlock();
        }
    }
}
