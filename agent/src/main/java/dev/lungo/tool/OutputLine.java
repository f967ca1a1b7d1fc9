package dev.lungo.tool;

/**
 * A line of a task's output as a person would have read it: no escapes, of a line that was drawn over only its last state.
 *
 * @param offset of its first byte
 * @param gap how many bytes right before it are gone
 * @param next where the line behind it begins
 * @param whole whether its end was there
 */
public record OutputLine(long offset, String text, long gap, long next, boolean whole) {}
