package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads compound commands. */
final class CompoundReader {
    private final Grammar grammar;

    CompoundReader(Grammar grammar) {
        this.grammar = grammar;
    }

    /** The compound that begins here, with its redirections, or nothing, and then nothing is taken. */
    Optional<ShellCommand> compound() {
        Optional<ShellCommand> bare = bare();
        if (bare.isEmpty()) {
            return bare;
        }
        List<Redirection> redirections = grammar.redirections.all();
        return redirections.isEmpty() ? bare : Optional.of(new ShellCommand.Redirected(bare.get(), redirections));
    }

    private Optional<ShellCommand> bare() {
        if (grammar.cursor.take("((")) {
            return Optional.of(new ShellCommand.Evaluation(grammar.arithmetic.closedByParentheses()));
        }
        if (grammar.cursor.take("(")) {
            return Optional.of(subshell());
        }
        String keyword = grammar.simple.keyword();
        return switch (keyword) {
            case "{" -> taken(keyword, this::group);
            case "if" -> taken(keyword, this::conditional);
            case "while", "until" -> taken(keyword, this::loop);
            case "for", "select" -> taken(keyword, this::forEach);
            case "case" -> taken(keyword, this::choice);
            case "[[" -> taken(keyword, grammar.tests::test);
            case "function" -> taken(keyword, grammar.simple::function);
            case "coproc" -> throw grammar.cursor.refusal("coproc is not known");
            default -> Optional.empty();
        };
    }

    private Optional<ShellCommand> taken(String keyword, Supplier<ShellCommand> rest) {
        grammar.cursor.take(keyword);
        return Optional.of(rest.get());
    }

    private ShellCommand subshell() {
        Script body = grammar.lists.script(Set.of());
        if (body.statements().isEmpty() || !grammar.cursor.take(")")) {
            throw grammar.cursor.refusal("a subshell is not closed");
        }
        return new ShellCommand.Subshell(body);
    }

    private ShellCommand group() {
        return new ShellCommand.Group(block("}"));
    }

    private ShellCommand conditional() {
        var branches = new ArrayList<ShellCommand.Branch>();
        do {
            Script condition = block("then");
            branches.add(new ShellCommand.Branch(condition, grammar.lists.closedBy("elif", "else", "fi")));
        } while (take("elif"));
        Optional<Script> otherwise = take("else") ? Optional.of(grammar.lists.closedBy("fi")) : Optional.empty();
        require("fi");
        return new ShellCommand.If(branches, otherwise);
    }

    private ShellCommand loop() {
        Script condition = block("do");
        return new ShellCommand.While(condition, block("done"));
    }

    private ShellCommand forEach() {
        Cursor cursor = grammar.cursor;
        cursor.blanks();
        if (cursor.take("((")) {
            return forArithmetic();
        }
        String name = ExpansionReader.name(cursor);
        if (name.isEmpty() || !WordReader.endsWord(cursor.raw())) {
            throw cursor.refusal("the name of a loop's variable is unusual");
        }
        Optional<List<Word>> words = Optional.empty();
        cursor.blanks();
        if (!separated()) {
            grammar.lists.lineEnds();
            if (take("in")) {
                words = Optional.of(loopWords());
            }
        }
        return new ShellCommand.For(name, words, body());
    }

    private ShellCommand forArithmetic() {
        var head = new ArrayList<WordPart.Arithmetic>();
        for (int i = 0; i < 2; i++) {
            head.add(grammar.arithmetic.upTo(";"));
            grammar.cursor.next();
        }
        head.add(grammar.arithmetic.closedByParentheses());
        grammar.cursor.blanks();
        separated();
        return new ShellCommand.ForArithmetic(head, body());
    }

    private List<Word> loopWords() {
        var words = new ArrayList<Word>();
        grammar.cursor.blanks();
        while (grammar.words.isNext() && grammar.cursor.raw() != '#') {
            words.add(grammar.words.word());
            grammar.cursor.blanks();
        }
        if (!separated() && grammar.cursor.raw() != '\n' && grammar.cursor.raw() != '#') {
            throw grammar.cursor.refusal("the words of a loop do not end");
        }
        return words;
    }

    private Script body() {
        grammar.lists.lineEnds();
        require("do");
        return block("done");
    }

    private ShellCommand choice() {
        grammar.cursor.blanks();
        Word subject = grammar.words.word();
        grammar.lists.lineEnds();
        require("in");
        var choices = new ArrayList<ShellCommand.Choice>();
        grammar.lists.lineEnds();
        while (!take("esac")) {
            choices.add(choiceOf());
            grammar.lists.lineEnds();
        }
        return new ShellCommand.Case(subject, choices);
    }

    private ShellCommand.Choice choiceOf() {
        Cursor cursor = grammar.cursor;
        if (!cursor.take("(") && grammar.isSubstituted()) {
            throw cursor.refusal("a pattern of case in $(…) is only clear with both its parentheses");
        }
        var patterns = new ArrayList<Word>();
        do {
            cursor.blanks();
            if (grammar.simple.keyword().equals("esac")) {
                throw cursor.refusal("a pattern of case is not clear");
            }
            patterns.add(grammar.words.word());
            cursor.blanks();
        } while (!cursor.looksAt("||") && cursor.take("|"));
        if (!cursor.take(")")) {
            throw cursor.refusal("a pattern of case is not closed");
        }
        Script body = grammar.lists.script(Set.of("esac"));
        if (!cursor.take(";;&")
                && !cursor.take(";;")
                && !cursor.take(";&")
                && !grammar.simple.keyword().equals("esac")) {
            throw cursor.refusal("a branch of case is not closed");
        }
        return new ShellCommand.Choice(patterns, body);
    }

    /** Statements up to a keyword, which is taken. */
    private Script block(String keyword) {
        Script block = grammar.lists.closedBy(keyword);
        require(keyword);
        return block;
    }

    private boolean separated() {
        return !grammar.cursor.looksAt(";;") && !grammar.cursor.looksAt(";&") && grammar.cursor.take(";");
    }

    private boolean take(String keyword) {
        return grammar.simple.keyword().equals(keyword) && grammar.cursor.take(keyword);
    }

    private void require(String keyword) {
        if (!take(keyword)) {
            throw grammar.cursor.refusal("\"" + keyword + "\" is missing");
        }
    }
}
