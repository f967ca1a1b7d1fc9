package dev.lungo.shell;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The builtins that evaluate their arguments, or give a variable a text: what they do is only sure where those are plain. */
final class Builtins {
    private static final Pattern READ_OPTION =
            Pattern.compile("-[ers]*(a|[dinNptu]|[nNtu][0-9.]+|[dip].+)?|--", Pattern.DOTALL);

    private final Variables variables;
    private final Arrays arrays;

    Builtins(Variables variables, Arrays arrays) {
        this.variables = variables;
        this.arrays = arrays;
    }

    /** Why it is not sure what a command does, if it is a builtin of which that is not sure. */
    Optional<String> doubt(List<Word> words) {
        List<Word> bare = BuiltinAssignments.bare(words);
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        String name = bare.getFirst().constant().orElse("");
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
            case "wait" ->
                arguments.stream().allMatch(word -> isPlain(word) || variables.isNumber(word))
                        && arguments.stream()
                                .skip(1)
                                .noneMatch(word -> word.text().startsWith("-"))
                        && arguments.stream().noneMatch(word -> word.text().matches("-.*p.+"));
            case "declare", "typeset", "local", "export", "readonly" ->
                arguments.stream().allMatch(this::isSureDeclaration) && !arrays.mayEvaluate(arguments);
            case "set" -> ShellOptions.isSureSet(arguments);
            case "shopt" -> ShellOptions.isSureShopt(arguments);
            default -> true;
        };
        return sure ? Optional.empty() : Optional.of(name + " may run or change more than is seen");
    }

    /** A constant without anything that is ever evaluated. */
    private static boolean isPlain(Word word) {
        return word.constant()
                .filter(text -> text.matches("[A-Za-z0-9_%:./+-]*") && !text.matches("-.*C.*"))
                .isPresent();
    }

    /** Options, names, and values of plain names. */
    private boolean isSureDeclaration(Word word) {
        Optional<String> constant = word.constant();
        if (constant.isPresent()
                && (constant.get().startsWith("-") || constant.get().startsWith("+"))) {
            return constant.get().matches("[-+][aAfFglprtux]+|--");
        }
        String text = BuiltinAssignments.leading(word);
        int equals = text.indexOf('=');
        return equals > 0
                ? Names.isName(text.substring(0, equals).replaceAll("\\+$", ""))
                : constant.filter(Names::isName).isPresent();
    }

    /** {@code -v} assigns an element of an array, whose subscript is evaluated. */
    private static boolean isSurePrintf(List<Word> arguments) {
        if (arguments.isEmpty()) {
            return true;
        }
        String format = BuiltinAssignments.leading(arguments.getFirst());
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

    /** Only the values of options may be made up while it runs, and no name may be part of an option. */
    private static boolean isSureRead(List<Word> arguments) {
        boolean value = false;
        for (Word word : arguments) {
            Optional<String> constant = word.constant();
            boolean sure = value
                    ? constant.isPresent() || isQuoted(word)
                    : constant.filter(text -> Names.isName(text)
                                    || READ_OPTION.matcher(text).matches())
                            .isPresent();
            if (!sure) {
                return false;
            }
            value = !value
                    && constant.filter(text -> text.matches("-[ers]*[dinNptu]")).isPresent();
        }
        return true;
    }

    private static boolean isQuoted(Word word) {
        return word.text().startsWith("\"")
                && word.text().endsWith("\"")
                && !word.text().contains("@");
    }
}
