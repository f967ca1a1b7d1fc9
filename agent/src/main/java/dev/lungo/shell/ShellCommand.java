package dev.lungo.shell;

import java.util.List;
import java.util.Optional;

/** One command of a pipeline: a simple one, or a compound that holds others. */
public sealed interface ShellCommand {
    /** Assignments, then words of which the first is the command; each of the three may be empty, not all. */
    record Simple(List<Assignment> assignments, List<Word> words, List<Redirection> redirections)
            implements ShellCommand {
        public Simple {
            assignments = List.copyOf(assignments);
            words = List.copyOf(words);
            redirections = List.copyOf(redirections);
        }
    }

    /** A compound with redirections behind it. */
    record Redirected(ShellCommand command, List<Redirection> redirections) implements ShellCommand {
        public Redirected {
            redirections = List.copyOf(redirections);
        }
    }

    /** {@code ( … )}. */
    record Subshell(Script body) implements ShellCommand {}

    /** {@code { …; }}. */
    record Group(Script body) implements ShellCommand {}

    /** {@code if … then … elif … then … else … fi}. */
    record If(List<Branch> branches, Optional<Script> otherwise) implements ShellCommand {
        public If {
            branches = List.copyOf(branches);
        }
    }

    /** A condition of an {@code if} and what runs where it is true. */
    record Branch(Script condition, Script body) {}

    /** {@code while} and {@code until}. */
    record While(Script condition, Script body) implements ShellCommand {}

    /**
     * {@code for name in words} and {@code select name in words}: gives the name one word after the other.
     *
     * @param words empty where {@code in} is missing: then the arguments of the script or function
     */
    record For(String name, Optional<List<Word>> words, Script body) implements ShellCommand {
        public For {
            words = words.map(List::copyOf);
        }
    }

    /** {@code for ((…; …; …))}. */
    record ForArithmetic(List<WordPart.Arithmetic> head, Script body) implements ShellCommand {
        public ForArithmetic {
            head = List.copyOf(head);
        }
    }

    /** {@code case … in … esac}. */
    record Case(Word subject, List<Choice> choices) implements ShellCommand {
        public Case {
            choices = List.copyOf(choices);
        }
    }

    /** Patterns of a {@code case} and what runs where one of them fits. */
    record Choice(List<Word> patterns, Script body) {
        public Choice {
            patterns = List.copyOf(patterns);
        }
    }

    /** Defines a function: from then on the name means the body, not a program. */
    record Function(String name, ShellCommand body) implements ShellCommand {}

    /**
     * {@code [[ … ]]}.
     *
     * @param operands all words that are not operators
     * @param numbers those of them whose values are evaluated as arithmetic
     */
    record Test(List<Word> operands, List<Word> numbers) implements ShellCommand {
        public Test {
            operands = List.copyOf(operands);
            numbers = List.copyOf(numbers);
        }
    }

    /** {@code (( … ))}. */
    record Evaluation(WordPart.Arithmetic arithmetic) implements ShellCommand {}
}
