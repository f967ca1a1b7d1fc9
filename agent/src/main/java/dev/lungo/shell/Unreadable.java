package dev.lungo.shell;

/**
 * A line of which it is not known for sure what it runs.
 *
 * @param why for a person: {@code a quote is not closed}
 * @param at the place in the line, counted in characters
 */
public record Unreadable(String why, int at) implements Parsed {}
