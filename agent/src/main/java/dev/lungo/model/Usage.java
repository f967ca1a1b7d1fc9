package dev.lungo.model;

/** Tokens, as the provider counts them. */
public record Usage(long input, long output, long cacheRead, long cacheWrite) {
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input, output + other.output, cacheRead + other.cacheRead, cacheWrite + other.cacheWrite);
    }

    /** How much of the context window the request and its answer take. */
    public long context() {
        return input + output + cacheRead + cacheWrite;
    }
}
