package dev.lungo.permission;

import dev.lungo.permission.Argument.Kind;
import dev.lungo.shell.Word;
import dev.lungo.shell.WordPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what the words of a script come to, as far as it is known before it runs. Immutable. */
final class Expansion {
    /** More alternatives than these are not told apart. */
    private static final int MOST = 16;

    private static final int DEEPEST = 4;

    private final Variables variables;
    private final Path home;
    private final Optional<Path> folder;

    /**
     * For one script.
     *
     * @param folder where it runs, if it stays there
     */
    Expansion(Variables variables, Path home, Optional<Path> folder) {
        this.variables = variables;
        this.home = home;
        this.folder = folder;
    }

    /**
     * A piece of a word, or all of it so far.
     *
     * @param value as far as it is known from its begin
     * @param pattern the same as a pattern of file names
     * @param known whether the value is all of it
     */
    private record Piece(Kind kind, String value, String pattern, String text, boolean known) {
        static final Piece EMPTY = constant("");

        static Piece constant(String value) {
            var pattern = new StringBuilder();
            for (int at = 0; at < value.length(); at++) {
                pattern.append("*?[\\".indexOf(value.charAt(at)) >= 0 ? "\\" : "")
                        .append(value.charAt(at));
            }
            return new Piece(Kind.CONSTANT, value, pattern.toString(), CommandText.inWord(value), true);
        }

        static Piece of(Kind kind) {
            return new Piece(kind, "", "", String.valueOf(CommandText.OPAQUE), false);
        }

        Piece then(Piece next) {
            Kind both = kind.compareTo(next.kind()) >= 0 ? kind : next.kind();
            boolean alone = text.isEmpty() || next.text().isEmpty();
            if ((both == Kind.NUMBER || both == Kind.PIPE) && !alone) {
                both = Kind.ONE;
            }
            boolean several = kind == Kind.PATTERN || next.kind() == Kind.PATTERN;
            if (several && both == Kind.ONE) {
                both = Kind.MANY;
            }
            return new Piece(
                    both,
                    known ? value + next.value() : value,
                    known ? pattern + next.pattern() : pattern,
                    text + next.text(),
                    known && next.known());
        }

        Argument argument(Word word) {
            return new Argument(word.text(), kind, kind == Kind.CONSTANT ? value : pattern, text);
        }
    }

    /** Every list of arguments that the words of the command at a place may come to; always at least one. */
    List<List<Argument>> of(List<Word> words, int at) {
        List<Word> single = new ArrayList<>();
        words.forEach(word -> single.addAll(BraceWords.of(word).orElse(List.of(word))));
        List<List<Argument>> all = List.of(List.of());
        for (Word word : single) {
            List<Argument> alternatives = alternatives(word, at);
            if (all.size() * alternatives.size() > MOST) {
                alternatives = List.of(unknown(word));
            }
            var longer = new ArrayList<List<Argument>>();
            for (List<Argument> before : all) {
                for (Argument argument : alternatives) {
                    var list = new ArrayList<>(before);
                    if (!(argument.constant() && argument.value().isEmpty() && vanishes(word))) {
                        list.add(argument);
                    }
                    longer.add(list);
                }
            }
            all = longer;
        }
        return all;
    }

    /** What a single word may come to. */
    List<Argument> alternatives(Word word, int at) {
        return pieces(word.parts(), at, 0).stream()
                .map(piece -> piece.argument(word))
                .toList();
    }

    private static Argument unknown(Word word) {
        return new Argument(word.text(), Kind.MANY, "", String.valueOf(CommandText.OPAQUE));
    }

    /** Without quotes a word that comes to nothing is no word. */
    private static boolean vanishes(Word word) {
        return word.parts().stream()
                .allMatch(part -> part instanceof WordPart.Parameter(var _, var _, var quoted, var _) && !quoted);
    }

    private List<Piece> pieces(List<WordPart> parts, int at, int depth) {
        Optional<Path> tilde = leadingTilde(parts);
        List<Piece> all =
                List.of(tilde.map(folder -> Piece.constant(folder.toString())).orElse(Piece.EMPTY));
        for (WordPart part : parts.subList(tilde.isPresent() ? 1 : 0, parts.size())) {
            List<Piece> next = pieces(part, at, depth);
            if (all.size() * next.size() > MOST) {
                next = List.of(Piece.of(Kind.MANY));
            }
            var longer = new ArrayList<Piece>();
            for (Piece before : all) {
                for (Piece piece : next) {
                    longer.add(before.then(piece));
                }
            }
            all = longer;
        }
        return all;
    }

    /** The folder that a tilde at the begin stands for: alone, or in front of a slash without quotes. */
    private Optional<Path> leadingTilde(List<WordPart> parts) {
        if (parts.isEmpty() || !(parts.getFirst() instanceof WordPart.Tilde(var text))) {
            return Optional.empty();
        }
        boolean whole = parts.size() == 1
                || switch (parts.get(1)) {
                    case WordPart.Literal(var next, var quoting) ->
                        quoting == WordPart.Quoting.NONE && next.startsWith("/");
                    case WordPart.Glob(var next) -> next.startsWith("/");
                    case WordPart.Tilde _,
                            WordPart.Braces _,
                            WordPart.Parameter _,
                            WordPart.Substitution _,
                            WordPart.ProcessSubstitution _,
                            WordPart.Arithmetic _ -> false;
                };
        return switch (whole ? text : "") {
            case "~" -> Optional.of(home);
            case "~+" -> variables.gives("PWD") ? Optional.empty() : folder;
            default -> Optional.empty();
        };
    }

    private List<Piece> pieces(WordPart part, int at, int depth) {
        return switch (part) {
            case WordPart.Literal(var text, var _) -> List.of(Piece.constant(text));
            // Behind : and = a tilde is expanded in assignments, and elsewhere not always.
            case WordPart.Tilde _ -> List.of(Piece.of(Kind.ONE));
            case WordPart.Glob(var text) ->
                List.of(new Piece(Kind.PATTERN, text, text, String.valueOf(CommandText.OPAQUE), true));
            case WordPart.Braces _ -> List.of(Piece.of(Kind.MANY));
            case WordPart.Arithmetic _ -> List.of(Piece.of(Kind.NUMBER));
            case WordPart.ProcessSubstitution _ -> List.of(Piece.of(Kind.PIPE));
            case WordPart.Substitution(var _, var quoted) -> List.of(Piece.of(quoted ? Kind.ONE : Kind.MANY));
            case WordPart.Parameter parameter -> parameter(parameter, at, depth);
        };
    }

    private List<Piece> parameter(WordPart.Parameter parameter, int at, int depth) {
        String name = parameter.name();
        if (parameter.operation().equals("#") || (parameter.operation().isEmpty() && Variables.isNumber(name))) {
            return List.of(Piece.of(Kind.NUMBER));
        }
        boolean several =
                !parameter.quoted() || name.equals("@") || parameter.operation().startsWith("[@]");
        List<Piece> unknown = List.of(Piece.of(several ? Kind.MANY : Kind.ONE));
        if (!parameter.operation().isEmpty() || depth == DEEPEST) {
            return unknown;
        }
        if (name.equals("PWD") && folder.isPresent() && !variables.gives(name)) {
            return held(List.of(Piece.constant(folder.get().toString())), parameter.quoted(), unknown);
        }
        Optional<List<Word>> values = variables.values(name, at);
        if (values.isEmpty() || values.get().size() > MOST) {
            return unknown;
        }
        var pieces = new ArrayList<Piece>();
        for (Word word : values.get()) {
            pieces.addAll(pieces(word.parts(), at, depth + 1));
        }
        return pieces.size() > MOST ? unknown : held(pieces, parameter.quoted(), unknown);
    }

    /** What a variable holds becomes part of a word; without quotes it may be divided and looked up once more. */
    private static List<Piece> held(List<Piece> pieces, boolean quoted, List<Piece> unknown) {
        boolean plain = pieces.stream()
                .allMatch(piece -> quoted
                        ? piece.kind() != Kind.MANY
                        : piece.kind() == Kind.NUMBER
                                || (piece.kind() == Kind.CONSTANT
                                        && piece.value().chars().noneMatch(c -> " \t\n*?[\\".indexOf(c) >= 0)));
        return plain ? pieces : unknown;
    }
}
