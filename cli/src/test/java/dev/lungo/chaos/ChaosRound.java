package dev.lungo.chaos;

import java.io.IOException;
import java.util.List;

/** Lives and deaths in one place, and the look at what came of them. */
interface ChaosRound {
    /** Runs it and answers what does not hold; the table learns how the lives ended. */
    List<String> run(KillTable table) throws IOException, InterruptedException;

    /** What a round did in which all holds, in a few numbers. */
    String figures();

    /** All that is needed to look into it, or to do it again. */
    String report() throws IOException;
}
