package dev.lungo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A few rounds of chaos; {@code scripts/chaos} runs as many as one likes. {@code -Dlungo.chaos.rounds} and
 * {@code -Dlungo.chaos.seed} choose others here. What each round did, and the table of points, is in the test's output.
 */
class ChaosTest {
    private static final long SEED = Long.getLong("lungo.chaos.seed", 20_261_126);
    private static final int ROUNDS = Integer.getInteger("lungo.chaos.rounds", 3);

    @Test
    void lungo_may_be_killed_at_any_moment() throws Exception {
        var chaos = Chaos.ofLungo(SEED);

        assertThat(chaos.run(ROUNDS)).isEmpty();

        IO.println(chaos);
    }

    @Test
    void an_engine_may_be_killed_before_and_after_each_of_its_durable_steps() throws Exception {
        var chaos = Chaos.ofEngine(SEED);

        assertThat(chaos.run(ROUNDS)).isEmpty();

        IO.println(chaos);
    }
}
