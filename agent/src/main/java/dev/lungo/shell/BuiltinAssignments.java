package dev.lungo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The variables that builtins give a text: {@code read}, {@code printf -v}, {@code export} and their like. */
final class BuiltinAssignments {
    private static final Set<String> DECLARATIONS = Set.of("declare", "typeset", "local", "export", "readonly");
    private static final Set<String> READERS = Set.of("read", "mapfile", "readarray", "getopts");
    private static final Set<String> PREFIXES = Set.of("command", "builtin", "-p", "--");

    /** A value that is only known while the script runs. */
    private static final Word UNKNOWN = Word.unknown("…");

    private BuiltinAssignments() {}

    /** What the command with these words assigns. Rather a name too many: options and their values may look like names. */
    static List<Assignment> of(List<Word> words) {
        List<Word> bare = bare(words);
        if (bare.isEmpty()) {
            return List.of();
        }
        String name = bare.getFirst().constant().orElse("");
        List<Word> arguments = bare.subList(1, bare.size());
        if (isNamedByOption(name, arguments)) {
            return read(arguments.get(1)).toList();
        }
        if (READERS.contains(name)) {
            return arguments.stream().flatMap(BuiltinAssignments::read).toList();
        }
        return DECLARATIONS.contains(name)
                ? arguments.stream().flatMap(BuiltinAssignments::declared).toList()
                : List.of();
    }

    static boolean declares(Word command) {
        return command.constant().filter(DECLARATIONS::contains).isPresent();
    }

    /** Without {@code command} and {@code builtin}, which only say where to look. */
    static List<Word> bare(List<Word> words) {
        int at = 0;
        while (at < words.size()
                && words.get(at).constant().filter(PREFIXES::contains).isPresent()) {
            at++;
        }
        return words.subList(at, words.size());
    }

    /** The text in front of anything expanded: {@code name=}. */
    static String leading(Word word) {
        return !word.parts().isEmpty() && word.parts().getFirst() instanceof WordPart.Literal literal
                ? literal.text()
                : "";
    }

    /** {@code printf -v name} and {@code wait -p name}. */
    private static boolean isNamedByOption(String name, List<Word> arguments) {
        String option = arguments.size() < 2 ? "" : leading(arguments.getFirst());
        return name.equals("printf") ? option.equals("-v") : name.equals("wait") && option.matches("-[fn]*p");
    }

    private static Stream<Assignment> read(Word argument) {
        Optional<String> name = argument.constant().filter(Names::isName);
        return name.stream().map(text -> new Assignment(text, false, List.of(UNKNOWN), List.of()));
    }

    private static Stream<Assignment> declared(Word argument) {
        int equals = leading(argument).indexOf('=');
        if (equals <= 0) {
            return Stream.empty();
        }
        boolean append = leading(argument).charAt(equals - 1) == '+';
        String name = leading(argument).substring(0, append ? equals - 1 : equals);
        Word value = argument.text().contains("=(") ? UNKNOWN : value(argument, equals);
        return Names.isName(name) ? Stream.of(new Assignment(name, append, List.of(value), List.of())) : Stream.empty();
    }

    private static Word value(Word word, int equals) {
        var first = (WordPart.Literal) word.parts().getFirst();
        var parts = new ArrayList<WordPart>();
        parts.add(new WordPart.Literal(first.text().substring(equals + 1), first.quoting()));
        parts.addAll(word.parts().subList(1, word.parts().size()));
        return new Word(word.text(), parts);
    }
}
