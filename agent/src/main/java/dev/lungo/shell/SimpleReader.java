package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads simple commands, definitions of functions, and keywords. */
final class SimpleReader {
    private static final Set<String> KEYWORDS = Set.of(
            "if",
            "then",
            "else",
            "elif",
            "fi",
            "case",
            "esac",
            "for",
            "select",
            "while",
            "until",
            "do",
            "done",
            "in",
            "function",
            "time",
            "{",
            "}",
            "!",
            "[[",
            "]]",
            "coproc");
    private static final Set<String> DECLARATIONS = Set.of("declare", "typeset", "local", "export", "readonly");

    private final Grammar grammar;

    SimpleReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /** The keyword that stands here; nothing is taken. Empty where another word or none does. */
    String keyword() {
        Cursor cursor = grammar.cursor;
        int start = cursor.at();
        var word = new StringBuilder();
        char c = cursor.peek();
        while (word.length() < 10 && ((c >= 'a' && c <= 'z') || "{}![]".indexOf(c) >= 0)) {
            word.append(cursor.next());
            c = cursor.peek();
        }
        cursor.back(start);
        return WordReader.endsWord(c) && KEYWORDS.contains(word.toString()) ? word.toString() : "";
    }

    /** A simple command, or the definition of a function. */
    ShellCommand command() {
        refuseKeyword();
        var assignments = new ArrayList<Assignment>();
        var words = new ArrayList<Word>();
        var redirections = new ArrayList<Redirection>();
        while (true) {
            grammar.cursor.blanks();
            if (grammar.cursor.raw() == '#') {
                break;
            }
            Optional<Redirection> redirection = grammar.redirections.redirection();
            if (redirection.isPresent()) {
                redirections.add(redirection.get());
                continue;
            }
            if (!grammar.words.isNext()) {
                break;
            }
            Optional<Assignment> assignment = words.isEmpty() ? grammar.assignments.assignment() : Optional.empty();
            if (assignment.isPresent()) {
                assignments.add(assignment.get());
                continue;
            }
            if (words.isEmpty()) {
                refuseKeyword();
            }
            words.add(word(words));
            if (words.size() == 1 && isFunction(assignments, redirections)) {
                return function(words.getFirst());
            }
        }
        if (assignments.isEmpty() && words.isEmpty() && redirections.isEmpty()) {
            throw grammar.cursor.refusal("a command is missing");
        }
        if (grammar.cursor.raw() == '(') {
            throw grammar.cursor.refusal("a parenthesis stands within a command");
        }
        return new ShellCommand.Simple(assignments, words, redirections);
    }

    /** {@code function name}; the keyword is taken. */
    ShellCommand function() {
        grammar.cursor.blanks();
        Word name = grammar.words.word();
        grammar.cursor.blanks();
        if (grammar.cursor.peek() == '(') {
            return function(name);
        }
        return new ShellCommand.Function(name(name), body());
    }

    private ShellCommand function(Word name) {
        grammar.cursor.take("(");
        grammar.cursor.blanks();
        if (!grammar.cursor.take(")")) {
            throw grammar.cursor.refusal("a parenthesis stands within a command");
        }
        return new ShellCommand.Function(name(name), body());
    }

    private String name(Word name) {
        return Optional.of(name.text())
                .filter(text -> text.matches("[A-Za-z0-9_][A-Za-z0-9_.:-]*"))
                .filter(text -> !KEYWORDS.contains(text))
                .orElseThrow(() -> grammar.cursor.refusal("the name of a function is unusual"));
    }

    private ShellCommand body() {
        grammar.lists.lineEnds();
        return grammar.deeper(() -> grammar.compounds
                .compound()
                .filter(body -> !(body instanceof ShellCommand.Function))
                .orElseThrow(() -> grammar.cursor.refusal("a function has no body")));
    }

    private boolean isFunction(List<Assignment> assignments, List<Redirection> redirections) {
        int start = grammar.cursor.at();
        grammar.cursor.blanks();
        boolean follows = grammar.cursor.raw() == '(' && assignments.isEmpty() && redirections.isEmpty();
        grammar.cursor.back(start);
        return follows;
    }

    private Word word(List<Word> before) {
        Word word = grammar.words.word();
        if (word.text().startsWith("{") && (grammar.cursor.raw() == '<' || grammar.cursor.raw() == '>')) {
            throw grammar.cursor.refusal("the name of a file descriptor is unusual");
        }
        boolean declares = !before.isEmpty()
                && before.getFirst().constant().filter(DECLARATIONS::contains).isPresent();
        return declares && grammar.assignments.isArrayNext(word) ? grammar.assignments.declared(word) : word;
    }

    private void refuseKeyword() {
        String keyword = keyword();
        if (!keyword.isEmpty()) {
            throw grammar.cursor.refusal("\"" + keyword + "\" stands where a command is expected");
        }
    }
}
