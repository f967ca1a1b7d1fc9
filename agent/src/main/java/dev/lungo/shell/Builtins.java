package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The builtins that evaluate their arguments, or give a variable a text: what they do is only sure where those are plain. */
final class Builtins {
    private static final Set<String> DECLARATIONS = Set.of("declare", "typeset", "local", "export", "readonly");
    private static final Set<String> READERS = Set.of("read", "mapfile", "readarray", "getopts");

    private final Variables variables;

    Builtins(Variables variables) {
        this.variables = variables;
    }

    /** Tells the variables what a builtin gives them. */
    void learn(List<Word> words) {
        List<Word> bare = bare(words);
        String name = name(bare);
        if (READERS.contains(name) || isNamed(name, bare)) {
            bare.subList(1, bare.size()).forEach(word -> word.constant().ifPresent(variables::assignUnknown));
        } else if (DECLARATIONS.contains(name)) {
            bare.subList(1, bare.size()).forEach(this::declared);
        }
    }

    /** Why it is not sure what a command does, if it is a builtin of which that is not sure. */
    Optional<String> doubt(List<Word> words) {
        List<Word> bare = bare(words);
        String name = name(bare);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        List<Word> arguments = bare.subList(1, bare.size());
        boolean sure = switch (name) {
            // Evaluate or run text, or change what a name means.
            case "let", "compgen", "complete", "enable" -> false;
            case "hash", "jobs" ->
                arguments.stream()
                        .allMatch(word -> isPlain(word) && !word.text().matches("-.*[px].*"));
            case "[" ->
                !arguments.isEmpty()
                        && arguments.getLast().text().equals("]")
                        && new Condition(variables).isSure(arguments.subList(0, arguments.size() - 1));
            case "test" -> new Condition(variables).isSure(arguments);
            case "printf" -> isSurePrintf(arguments);
            case "read" -> isSureRead(arguments);
            case "mapfile", "readarray", "unset" -> arguments.stream().allMatch(Builtins::isPlain);
            case "getopts" -> arguments.size() > 1 && isPlain(arguments.get(1));
            case "wait" -> arguments.stream().allMatch(word -> isPlain(word) || variables.isNumber(word));
            case "declare", "typeset", "local", "export", "readonly" ->
                arguments.stream().allMatch(this::isSureDeclaration);
            case "set" -> ShellOptions.isSureSet(arguments);
            case "shopt" -> ShellOptions.isSureShopt(arguments);
            default -> true;
        };
        return sure ? Optional.empty() : Optional.of(name + " may run or change more than is seen");
    }

    /** Without {@code command} and {@code builtin}, which only say where to look. */
    private static List<Word> bare(List<Word> words) {
        int at = 0;
        while (at < words.size()
                && words.get(at)
                        .constant()
                        .filter(Set.of("command", "builtin", "-p", "--")::contains)
                        .isPresent()) {
            at++;
        }
        return words.subList(at, words.size());
    }

    private static String name(List<Word> bare) {
        return bare.isEmpty() ? "" : bare.getFirst().constant().orElse("");
    }

    /** Builtins that give a variable a text only with an option. */
    private static boolean isNamed(String name, List<Word> bare) {
        return (name.equals("printf") || name.equals("wait"))
                && bare.size() > 1
                && bare.get(1)
                        .constant()
                        .filter(option -> option.startsWith("-"))
                        .isPresent();
    }

    /** A constant without anything that is ever evaluated. */
    private static boolean isPlain(Word word) {
        return word.constant()
                .filter(text -> text.matches("[A-Za-z0-9_%:./+-]*") && !text.equals("-C"))
                .isPresent();
    }

    private void declared(Word word) {
        int equals = name(word).indexOf('=');
        if (equals > 0) {
            String name = name(word).substring(0, equals).replace("+", "");
            if (word.text().contains("=(")) {
                variables.assignUnknown(name);
            } else {
                variables.assign(name, List.of(value(word, equals)));
            }
        }
    }

    /** Options, names, and values of plain names. */
    private boolean isSureDeclaration(Word word) {
        Optional<String> constant = word.constant();
        if (constant.isPresent()
                && (constant.get().startsWith("-") || constant.get().startsWith("+"))) {
            return constant.get().matches("[-+][aAfFglprtux]+|--");
        }
        String text = name(word);
        int equals = text.indexOf('=');
        return equals > 0
                ? Names.isName(text.substring(0, equals).replaceAll("\\+$", ""))
                : constant.filter(Names::isName).isPresent();
    }

    /** The text in front of anything expanded: {@code name=}. */
    private static String name(Word word) {
        return !word.parts().isEmpty() && word.parts().getFirst() instanceof WordPart.Literal literal
                ? literal.text()
                : "";
    }

    private static Word value(Word word, int equals) {
        var first = (WordPart.Literal) word.parts().getFirst();
        var parts = new ArrayList<WordPart>();
        parts.add(new WordPart.Literal(first.text().substring(equals + 1), first.quoting()));
        parts.addAll(word.parts().subList(1, word.parts().size()));
        return new Word(word.text(), parts);
    }

    /** {@code -v} assigns an element of an array, whose subscript is evaluated. */
    private static boolean isSurePrintf(List<Word> arguments) {
        if (arguments.isEmpty()) {
            return true;
        }
        String format = name(arguments.getFirst());
        if (!format.startsWith("-")) {
            return !format.isEmpty() || (arguments.size() == 1 && isQuoted(arguments.getFirst()));
        }
        if (format.equals("--")) {
            return true;
        }
        return format.equals("-v")
                && arguments.size() > 1
                && arguments.get(1).constant().filter(Names::isName).isPresent();
    }

    /** Only the values of options may be made up while it runs. */
    private static boolean isSureRead(List<Word> arguments) {
        boolean value = false;
        for (Word word : arguments) {
            Optional<String> constant = word.constant();
            if (!value && !isPlain(word)) {
                return false;
            }
            if (value && constant.isEmpty() && !isQuoted(word)) {
                return false;
            }
            value = !value
                    && constant.filter(text -> text.matches("-[A-Za-z]*[dinNptu]"))
                            .isPresent();
        }
        return true;
    }

    private static boolean isQuoted(Word word) {
        return word.text().startsWith("\"")
                && word.text().endsWith("\"")
                && !word.text().contains("@");
    }
}
