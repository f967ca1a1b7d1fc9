package dev.lungo.tasks;

/**
 * The short name of a task, unique in its project, such as {@code b7}: what the model and the user call it.
 *
 * @param value lower-case letters and digits, at most 12
 */
public record TaskId(String value) {
    public TaskId {
        if (!value.matches("[a-z][a-z0-9]{0,11}")) {
            throw new IllegalArgumentException("not a task id: '" + value + "' (expected something like b7)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
