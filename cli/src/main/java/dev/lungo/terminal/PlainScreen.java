package dev.lungo.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * For a terminal that cannot move its cursor: whole lines in, with the terminal's own editing, and whole lines out. A
 * question is answered with a word on a line of its own. Its state is guarded by its monitor.
 */
final class PlainScreen implements Screen {
    private final BufferedReader in;
    private final PrintStream out;

    private final Deque<AskQuestion> questions = new ArrayDeque<>();
    private boolean prompted;
    private boolean ended;
    private boolean sawEnd;

    PlainScreen(InputStream in, PrintStream out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    @Override
    public synchronized void print(List<Line> lines) {
        if (prompted && !lines.isEmpty()) {
            out.println();
            prompted = false;
        }
        lines.forEach(line -> out.println(line.plain()));
        out.flush();
    }

    @Override
    public void echo(List<Line> lines) {
        // The terminal has done it.
    }

    @Override
    public synchronized void show(Live live) {
        if (!live.working()) {
            prompt();
        }
    }

    @Override
    public synchronized void ask(AskQuestion question) {
        questions.addLast(question);
        if (questions.size() == 1) {
            put(question);
        }
    }

    @Override
    public synchronized void withdraw(AskQuestion question) {
        boolean open = questions.peek() == question;
        questions.remove(question);
        if (open && !questions.isEmpty()) {
            put(questions.getFirst());
        }
    }

    @Override
    public void fill(String text) {
        // The terminal itself edits the line.
    }

    @Override
    public void putBack(String text) {
        text.lines().forEach(line -> print(List.of(Line.of(Tint.PLAIN, "  not sent: " + line))));
    }

    @Override
    public Typed read() {
        while (true) {
            try {
                Optional<String> line = Optional.ofNullable(in.readLine());
                if (line.isEmpty() || isEnded()) {
                    return atEnd();
                }
                if (!answered(line.get())) {
                    return new Typed.Text(line.get());
                }
            } catch (IOException lost) {
                return new Typed.Gone();
            }
        }
    }

    @Override
    public synchronized void endReading() {
        ended = true;
    }

    @Override
    public boolean keysAreSignals() {
        return true;
    }

    @Override
    public synchronized void close() {
        if (prompted) {
            out.println();
        }
        out.flush();
    }

    /** The end of the input means to leave; once more, that there is nobody to ask. */
    private synchronized Typed atEnd() {
        boolean again = sawEnd && !ended;
        sawEnd = true;
        return again ? new Typed.Gone() : new Typed.End();
    }

    private synchronized boolean isEnded() {
        prompted = false;
        return ended;
    }

    /** Whether the line was the answer to the open question: exactly one of its words. */
    private boolean answered(String line) {
        String[] words = line.strip().split(" ", 2);
        Optional<AskQuestion> open = open();
        if (open.flatMap(AskQuestion::rows).isPresent() && picked(open.get(), line.strip())) {
            return true;
        }
        Optional<AskQuestion.Choice> choice = open.flatMap(question -> question.choices().stream()
                .filter(one -> one.word().equals(words[0]) && (one.worded() || words.length == 1))
                .findFirst());
        if (open.isEmpty() || choice.isEmpty()) {
            return false;
        }
        withdraw(open.get());
        open.get().answer(choice.get(), words.length == 1 ? "" : words[1]);
        return true;
    }

    private boolean picked(AskQuestion open, String number) {
        boolean there = open.rows().stream()
                .flatMap(rows -> rows.all().stream())
                .anyMatch(row -> Integer.toString(row.number()).equals(number));
        if (there) {
            withdraw(open);
            open.answer(open.choices().getFirst(), number);
        }
        return there;
    }

    private synchronized Optional<AskQuestion> open() {
        return Optional.ofNullable(questions.peek());
    }

    private void put(AskQuestion question) {
        if (question.rows().isPresent()) {
            var lines = new ArrayList<Line>(List.of(Line.of(Tint.PLAIN, "? " + question.text())));
            question.rows().get().all().forEach(row -> lines.add(Line.of(Tint.PLAIN, "  " + row.text())));
            lines.add(Line.of(Tint.PLAIN, "  type a number, or cancel"));
            print(lines);
            return;
        }
        String words = question.choices().stream()
                .map(choice -> choice.word() + (choice.worded() ? " WORDS" : "") + " (" + choice.meaning() + ")")
                .collect(Collectors.joining(", "));
        print(List.of(Line.of(Tint.PLAIN, "? " + question.text()), Line.of(Tint.PLAIN, "  type one of: " + words)));
    }

    private void prompt() {
        if (!prompted) {
            out.print(TypingReader.PROMPT);
            out.flush();
            prompted = true;
        }
    }
}
