package dev.lungo.tasks;

/**
 * A process that belongs to a task and is still there although it should not be.
 *
 * @param pid its process id
 * @param command its command line, shortened, for people
 */
public record Leftover(long pid, String command) {}
