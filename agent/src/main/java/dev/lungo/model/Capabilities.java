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
 */
public record Capabilities(
        boolean systemEntries,
        boolean thinking,
        long contextWindow,
        int maxOutput,
        double inputPrice,
        double outputPrice) {
    /** In US dollars; cached input is read at a tenth of the price and written at 1.25 times. */
    public double cost(Usage usage) {
        double input = usage.input() + 0.1 * usage.cacheRead() + 1.25 * usage.cacheWrite();
        return (input * inputPrice + usage.output() * outputPrice) / 1_000_000;
    }

    public Block.Placement noticePlacement() {
        return systemEntries ? Block.Placement.SYSTEM_ENTRY : Block.Placement.REMINDER;
    }
}
