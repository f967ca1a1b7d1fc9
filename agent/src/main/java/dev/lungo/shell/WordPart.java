package dev.lungo.shell;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A piece of a word. */
public sealed interface WordPart {
    /** How a literal is protected against expansion. */
    enum Quoting {
        NONE,
        BACKSLASH,
        SINGLE,
        DOUBLE,
        ESCAPES
    }

    /** Text that stands for itself; quotes are removed, and the escapes of {@code $'…'} replaced. */
    record Literal(String text, Quoting quoting) implements WordPart {}

    /**
     * {@code $name} or <code>${name…}</code>.
     *
     * @param name of a variable, or one of the shell's special parameters
     * @param operation what stands behind the name inside the braces, or before it ({@code #}); often empty
     * @param quoted whether it stands in double quotes, and so stays one word
     * @param inside expansions within the operation
     */
    record Parameter(String name, String operation, boolean quoted, List<WordPart> inside) implements WordPart {
        public Parameter {
            inside = List.copyOf(inside);
        }
    }

    /** {@code $(…)} or backticks. */
    record Substitution(Script script, boolean quoted) implements WordPart {}

    /**
     * {@code <(…)} or {@code >(…)}.
     *
     * @param output whether it is {@code >(…)}
     */
    record ProcessSubstitution(Script script, boolean output) implements WordPart {}

    /**
     * {@code $((…))}, a subscript, an offset, and what stands in {@code ((…))}.
     *
     * @param names variables whose values are evaluated
     * @param inside expansions within it
     */
    record Arithmetic(String text, Set<String> names, List<WordPart> inside) implements WordPart {
        private static final Pattern ASSIGNING = Pattern.compile("\\b([A-Za-z_][A-Za-z0-9_]*+)"
                + "(?=\\s*+(?:\\[[^]]{0,200}+]\\s*+)?(?:(?:<<|>>|[-+*/%&|^])?=(?!=)|\\+\\+|--))"
                + "|(?:\\+\\+|--)\\s*+([A-Za-z_][A-Za-z0-9_]*+)");

        public Arithmetic {
            names = Set.copyOf(names);
            inside = List.copyOf(inside);
        }

        /** The variables that it gives a number, in the order of their names. */
        SortedSet<String> assigned() {
            var assigned = new TreeSet<String>();
            var matcher = ASSIGNING.matcher(text);
            while (matcher.find()) {
                assigned.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            }
            return assigned;
        }
    }

    /** {@code ~} or {@code ~user}, unquoted where it is expanded. */
    record Tilde(String text) implements WordPart {}

    /** An unquoted pattern of file names: {@code *}, {@code ?}, {@code [}. */
    record Glob(String text) implements WordPart {}

    /** Unquoted text of a word in which braces expand: one written word becomes several. */
    record Braces(String text) implements WordPart {}
}
