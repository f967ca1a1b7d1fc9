package dev.lungo.tasks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a command line apart into the simple commands in it, each as its words without quotes. No shell: it has to tell what
 * stands in command position from what is only mentioned, and nothing depends on it but a doubt.
 */
final class CommandWords {
    /** Substitutions in substitutions; what is deeper is a word. */
    private static final int DEEPEST = 20;

    private final String line;
    private final int depth;
    private final List<List<String>> commands = new ArrayList<>();
    private final Deque<Heredoc> heredocs = new ArrayDeque<>();

    /** The next five are used by the one thread that reads the line. */
    private int at;

    private List<String> words = new ArrayList<>();
    private @Nullable StringBuilder word;
    private int open;
    private boolean redirected;

    /** Text between its beginning, where nothing is a command, and a line with this word. */
    private record Heredoc(String end, boolean tabs) {}

    private CommandWords(String line, int depth) {
        this.line = line;
        this.depth = depth;
    }

    /** In their order, those inside substitutions before the command they are part of. */
    static List<List<String>> of(String line) {
        return of(line, 0);
    }

    private static List<List<String>> of(String line, int depth) {
        var reader = new CommandWords(line, depth);
        while (reader.at < line.length()) {
            reader.step();
        }
        reader.endCommand();
        return reader.commands;
    }

    private void step() {
        var c = line.charAt(at++);
        switch (c) {
            case '\\' -> append(at < line.length() && line.charAt(at) != '\n' ? line.substring(at, at + 1) : "", 1);
            case '\'' -> quoted(line.indexOf('\'', at));
            case '"' -> doubleQuoted();
            case '`' -> substitution(line.indexOf('`', at));
            case '$' -> dollar();
            case '<', '>' -> redirection(c);
            case '#' -> hash();
            case ' ', '\t' -> endWord();
            case '\n' -> newline();
            case '&' -> ampersand();
            case ';', '|' -> endCommand();
            case '(' -> openBracket();
            case ')' -> closeBracket();
            default -> append(String.valueOf(c), 0);
        }
    }

    private void append(String text, int consumed) {
        var current = word;
        if (current == null) {
            current = new StringBuilder();
            word = current;
        }
        current.append(text);
        at += consumed;
    }

    private void quoted(int close) {
        var end = close < 0 ? line.length() : close;
        append(line.substring(at, end), 0);
        at = Math.min(line.length(), end + 1);
    }

    private void doubleQuoted() {
        append("", 0);
        while (at < line.length() && line.charAt(at) != '"') {
            var c = line.charAt(at++);
            switch (c) {
                case '\\' -> append(at < line.length() ? line.substring(at, at + 1) : "", 1);
                case '`' -> substitution(line.indexOf('`', at));
                case '$' -> dollar();
                default -> append(String.valueOf(c), 0);
            }
        }
        at++;
    }

    private void substitution(int close) {
        var end = close < 0 ? line.length() : close;
        if (depth < DEEPEST) {
            commands.addAll(of(line.substring(Math.min(at, end), end), depth + 1));
        }
        append("$", 0);
        at = Math.min(line.length(), end + 1);
    }

    /** {@code $(…)} is commands; {@code $((…))}, {@code ${…}} and {@code $NAME} are words. */
    private void dollar() {
        if (line.startsWith("((", at)) {
            var end = line.indexOf("))", at);
            append("$", 0);
            at = end < 0 ? line.length() : end + 2;
        } else if (line.startsWith("(", at)) {
            at++;
            substitution(closing());
        } else {
            append("$", 0);
        }
    }

    /** The place of the bracket that closes the one just passed. */
    private int closing() {
        var depth = 1;
        var quote = '\0';
        for (var i = at; i < line.length(); i++) {
            var c = line.charAt(i);
            if (quote != '\0') {
                quote = c == quote ? '\0' : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return line.length();
    }

    private void redirection(char c) {
        if (line.startsWith("(", at)) {
            at++;
            substitution(closing());
            return;
        }
        if (c == '<' && line.startsWith("<<", at)) {
            at += 2;
            redirected = true;
            return;
        }
        if (c == '<' && line.startsWith("<", at)) {
            heredoc();
            return;
        }
        // What stands right before it is a number of a descriptor, and what follows a file.
        if (word != null && word.chars().allMatch(Character::isDigit)) {
            word = null;
        }
        endWord();
        while (at < line.length() && "<>&|".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        redirected = true;
    }

    private void heredoc() {
        endWord();
        at++;
        var tabs = line.startsWith("-", at);
        var start = tabs ? at + 1 : at;
        while (line.startsWith(" ", start)) {
            start++;
        }
        var end = start;
        while (end < line.length() && " \t\n;|&<>)".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        heredocs.add(new Heredoc(line.substring(start, end).replaceAll("['\"\\\\]", ""), tabs));
        at = end;
    }

    private void hash() {
        if (word != null) {
            append("#", 0);
        } else {
            var end = line.indexOf('\n', at);
            at = end < 0 ? line.length() : end;
        }
    }

    private void newline() {
        endCommand();
        while (!heredocs.isEmpty()) {
            skip(heredocs.remove());
        }
    }

    private void skip(Heredoc heredoc) {
        while (at < line.length()) {
            var end = line.indexOf('\n', at);
            var text = line.substring(at, end < 0 ? line.length() : end);
            at = end < 0 ? line.length() : end + 1;
            if ((heredoc.tabs() ? text.replaceFirst("^\t+", "") : text).equals(heredoc.end())) {
                return;
            }
        }
    }

    private void ampersand() {
        if (line.startsWith(">", at)) {
            at++;
            redirection('>');
        } else {
            endCommand();
        }
    }

    private void openBracket() {
        if (word != null && word.toString().endsWith("=")) {
            // A list of values.
            at = Math.min(line.length(), closing() + 1);
            return;
        }
        // Behind a word it defines a function, or is none of a shell's.
        if (word != null || !words.isEmpty()) {
            word = null;
            words = new ArrayList<>();
        }
        open++;
    }

    private void closeBracket() {
        if (open > 0) {
            open--;
            endCommand();
        } else {
            // The pattern of a case.
            word = null;
            words = new ArrayList<>();
        }
    }

    private void endWord() {
        if (word != null) {
            if (!redirected) {
                words.add(word.toString());
            }
            redirected = false;
            word = null;
        }
    }

    private void endCommand() {
        endWord();
        redirected = false;
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }
}
