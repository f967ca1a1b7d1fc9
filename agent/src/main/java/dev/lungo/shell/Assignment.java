package dev.lungo.shell;

import java.util.List;

/**
 * {@code name=value}, {@code name+=value}, {@code name[…]=value}, {@code name=(…)}.
 *
 * @param values the value, or the elements of an array; one of several in {@code for}
 * @param subscripts of an element, here or inside the parentheses
 */
public record Assignment(String name, boolean append, List<Word> values, List<WordPart> subscripts) {
    public Assignment {
        values = List.copyOf(values);
        subscripts = List.copyOf(subscripts);
    }
}
