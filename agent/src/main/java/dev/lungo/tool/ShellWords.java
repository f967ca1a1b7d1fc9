package dev.lungo.tool;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a shell line into its simple commands, those in substitutions and here-documents for a shell included. Knows
 * quotes, comments and redirections but expands nothing: good enough for a look at what a line is about, never for a
 * decision that security rests on.
 */
final class ShellWords {
    private static final int DEEPEST = 8;

    private final String script;
    private final int depth;
    private final List<SimpleCommand> found = new ArrayList<>();
    private final List<String> hereDelimiters = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private List<String> targets = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private Next next = Next.WORD;
    private int at;

    /** What the next finished word is. */
    private enum Next {
        WORD,
        TARGET,
        SOURCE,
        DELIMITER
    }

    private ShellWords(String script, int depth) {
        this.script = script;
        this.depth = depth;
    }

    /** In the order in which they end in the text: the last one decides the exit code of most lines. */
    static List<SimpleCommand> commands(String script) {
        return commands(script, 0);
    }

    private static List<SimpleCommand> commands(String script, int depth) {
        return depth > DEEPEST ? List.of() : new ShellWords(script, depth).run();
    }

    private List<SimpleCommand> run() {
        while (at < script.length()) {
            step(script.charAt(at++));
        }
        endCommand();
        return found;
    }

    private void step(char c) {
        switch (c) {
            case ' ', '\t', '\r' -> endWord();
            case '\\' -> escaped();
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '`' -> backticks();
            case '$' -> dollar();
            case '<' -> input();
            case '>' -> output();
            case '&' -> ampersand();
            case ';', '|', '(', ')' -> endCommand();
            case '\n' -> {
                endCommand();
                hereDocuments();
            }
            case '#' -> {
                if (inWord) {
                    append(c);
                } else {
                    skipTo('\n');
                }
            }
            default -> append(c);
        }
    }

    private void append(char c) {
        word.append(c);
        inWord = true;
    }

    private void escaped() {
        if (at < script.length()) {
            char c = script.charAt(at++);
            if (c != '\n') {
                append(c);
            }
        }
    }

    private void singleQuoted() {
        int end = script.indexOf('\'', at);
        int stop = end < 0 ? script.length() : end;
        word.append(script, at, stop);
        inWord = true;
        at = Math.min(script.length(), stop + 1);
    }

    private void doubleQuoted() {
        inWord = true;
        while (at < script.length()) {
            char c = script.charAt(at++);
            switch (c) {
                case '"' -> {
                    return;
                }
                case '\\' -> escaped();
                case '`' -> backticks();
                case '$' -> dollar();
                default -> append(c);
            }
        }
    }

    private void dollar() {
        append('$');
        if (at < script.length() && script.charAt(at) == '(') {
            int start = ++at;
            int open = 1;
            while (at < script.length() && open > 0) {
                char c = script.charAt(at++);
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
            nested(script.substring(start, open == 0 ? at - 1 : at));
        }
    }

    private void backticks() {
        int end = script.indexOf('`', at);
        int stop = end < 0 ? script.length() : end;
        nested(script.substring(at, stop));
        append('`');
        at = Math.min(script.length(), stop + 1);
    }

    private void nested(String inner) {
        found.addAll(commands(inner, depth + 1));
    }

    private void input() {
        endWord();
        if (!script.startsWith("<", at)) {
            next = Next.SOURCE;
            return;
        }
        if (script.startsWith("<<", at)) {
            at += 2;
            next = Next.SOURCE;
            return;
        }
        at += script.startsWith("<-", at) ? 2 : 1;
        next = Next.DELIMITER;
    }

    private void output() {
        if (inWord && word.chars().allMatch(Character::isDigit)) {
            word.setLength(0);
            inWord = false;
        }
        endWord();
        while (at < script.length() && (script.charAt(at) == '>' || script.charAt(at) == '|')) {
            at++;
        }
        if (at < script.length() && script.charAt(at) == '&') {
            at++;
        }
        next = Next.TARGET;
    }

    private void ampersand() {
        if (at < script.length() && script.charAt(at) == '>') {
            at++;
            output();
        } else {
            endCommand();
        }
    }

    private void endWord() {
        if (!inWord) {
            return;
        }
        String finished = word.toString();
        word.setLength(0);
        inWord = false;
        switch (next) {
            case WORD -> words.add(finished);
            case TARGET -> targets.add(finished);
            case SOURCE -> {}
            case DELIMITER -> hereDelimiters.add(finished);
        }
        next = Next.WORD;
    }

    private void endCommand() {
        endWord();
        next = Next.WORD;
        if (!words.isEmpty() || !targets.isEmpty()) {
            found.add(new SimpleCommand(words, targets));
            words = new ArrayList<>();
            targets = new ArrayList<>();
        }
    }

    /** Skips the bodies that follow; one that is fed to a shell is looked into. */
    private void hereDocuments() {
        for (String delimiter : hereDelimiters) {
            int start = at;
            int end = at;
            while (at < script.length()) {
                end = at;
                skipTo('\n');
                String line = script.substring(end, at);
                at = Math.min(script.length(), at + 1);
                if (line.strip().equals(delimiter)) {
                    break;
                }
                end = at;
            }
            if (!found.isEmpty() && found.getLast().isShell()) {
                nested(script.substring(start, end));
            }
        }
        hereDelimiters.clear();
    }

    private void skipTo(char c) {
        int end = script.indexOf(c, at);
        at = end < 0 ? script.length() : end;
    }
}
