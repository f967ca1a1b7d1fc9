package dev.lungo.model;

/**
 * What a model can do and costs.
 *
 * @param systemEntries whether system entries inside the messages are legal
 * @param thinking whether it thinks and takes an effort
 * @param contextWindow in tokens; a careful guess where nobody knows
 * @param maxOutput upper limit of an answer, in tokens; 0 where nobody knows
 * @param inputPrice US dollars per million tokens; 0 where nobody knows
 * @param outputPrice US dollars per million tokens; 0 where nobody knows
 * @param cachedShare what input read from the cache costs, as a share of the input's price
 */
public record Capabilities(
        boolean systemEntries,
        boolean thinking,
        long contextWindow,
        int maxOutput,
        double inputPrice,
        double outputPrice,
        double cachedShare) {
    private static final double USUAL_CACHED_SHARE = 0.1;

    /** With cached input at the usual tenth of the price. */
    public Capabilities(
            boolean systemEntries,
            boolean thinking,
            long contextWindow,
            int maxOutput,
            double inputPrice,
            double outputPrice) {
        this(systemEntries, thinking, contextWindow, maxOutput, inputPrice, outputPrice, USUAL_CACHED_SHARE);
    }

    /** In US dollars; input that is written to the cache costs 1.25 times as much. */
    public double cost(Usage usage) {
        double input = usage.input() + cachedShare * usage.cacheRead() + 1.25 * usage.cacheWrite();
        return (input * inputPrice + usage.output() * outputPrice) / 1_000_000;
    }

    public Block.Placement noticePlacement() {
        return systemEntries ? Block.Placement.SYSTEM_ENTRY : Block.Placement.REMINDER;
    }
}
