package dev.lungo.doctor;

/** What one look at the machine found. */
public sealed interface Finding {
    /** What was looked at, in a word or two. */
    String subject();

    /** What is there, or is not. */
    String fact();

    /** It is there and works. */
    record Fine(String subject, String fact) implements Finding {}

    /**
     * It is not there, and Lungo works without it.
     *
     * @param cost what does not work, or works less well
     * @param remedy what to do
     */
    record Missing(String subject, String fact, String cost, String remedy) implements Finding {}

    /**
     * Lungo does not work without it.
     *
     * @param cost what does not work
     * @param remedy what to do
     */
    record Broken(String subject, String fact, String cost, String remedy) implements Finding {}
}
