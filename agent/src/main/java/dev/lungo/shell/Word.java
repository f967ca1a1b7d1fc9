package dev.lungo.shell;

import java.util.List;
import java.util.Optional;

/**
 * A word as it stands in a line.
 *
 * @param text as written, with its quotes
 * @param parts in their order; neighbours make one word
 */
public record Word(String text, List<WordPart> parts) {
    public Word {
        parts = List.copyOf(parts);
    }

    /** One that comes to nobody knows what, nor to how many words. */
    static Word unknown(String text) {
        return new Word(text, List.of(new WordPart.Braces(text)));
    }

    /** The exact text, without quotes, that the shell passes on; empty where anything in it is expanded. */
    public Optional<String> constant() {
        var constant = new StringBuilder();
        for (WordPart part : parts) {
            if (!(part instanceof WordPart.Literal literal)) {
                return Optional.empty();
            }
            constant.append(literal.text());
        }
        return Optional.of(constant.toString());
    }

    /** The text without its quotes, and with expansions as they are written, or nearly so: for people and for guesses. */
    public String unquoted() {
        var text = new StringBuilder();
        for (WordPart part : parts) {
            text.append(
                    switch (part) {
                        case WordPart.Literal literal -> literal.text();
                        case WordPart.Tilde tilde -> tilde.text();
                        case WordPart.Glob glob -> glob.text();
                        case WordPart.Braces braces -> braces.text();
                        case WordPart.Parameter(var name, var operation, var _, var _) ->
                            operation.isEmpty() ? "$" + name : "${" + name + operation + "}";
                        case WordPart.Substitution _ -> "$(…)";
                        case WordPart.ProcessSubstitution _ -> "<(…)";
                        case WordPart.Arithmetic arithmetic -> "$((" + arithmetic.text() + "))";
                    });
        }
        return text.toString();
    }
}
