package dev.lungo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaudeModelsTest {
    @ParameterizedTest
    @CsvSource({
        "claude-opus-5-5, true, true, 1000000, 128000, 4, 20",
        "claude-opus-5-5-20260901, true, true, 1000000, 128000, 4, 20",
        "claude-opus-7, true, true, 1000000, 128000, 4, 20",
        "claude-opus-5, true, true, 1000000, 128000, 5, 25",
        "claude-opus-4-8, true, true, 1000000, 128000, 5, 25",
        "claude-opus-4-7, false, true, 1000000, 128000, 5, 25",
        "claude-opus-4-10, true, true, 1000000, 128000, 5, 25",
        "claude-opus-4-5-20251101, false, false, 200000, 64000, 5, 25",
        "claude-opus-4-20250514, false, false, 200000, 32000, 15, 75",
        "claude-sonnet-5-5, true, true, 1000000, 128000, 2, 10",
        "claude-sonnet-5, true, true, 1000000, 128000, 2, 10",
        "claude-sonnet-4-6, false, true, 1000000, 128000, 3, 15",
        "claude-sonnet-4-5-20250929, false, false, 200000, 64000, 3, 15",
        "claude-3-5-sonnet-20241022, false, false, 200000, 8192, 3, 15",
        "claude-3-7-sonnet-latest, false, false, 200000, 64000, 3, 15",
        "claude-haiku-5-5, true, true, 1000000, 128000, 0.1, 0.5",
        "claude-haiku-4-5, false, false, 200000, 64000, 1, 5",
        "claude-fable-5-2, true, true, 1000000, 128000, 10, 50",
        "anthropic/claude-sonnet-5.5, true, true, 1000000, 128000, 2, 10",
        "us.anthropic.claude-opus-4-8-v1:0, true, true, 1000000, 128000, 5, 25",
        "Claude-Opus-5-5, true, true, 1000000, 128000, 4, 20"
    })
    void an_id_tells_what_a_model_can(
            String id, boolean entries, boolean thinking, long window, int output, double in, double out) {
        Capabilities can = ClaudeModels.of(id);
        assertThat(can).isEqualTo(new Capabilities(entries, thinking, window, output, in, out, can.cachedShare()));
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-5-5, 0.20",
        "claude-opus-5, 0.50",
        "claude-sonnet-5-5, 0.10",
        "claude-sonnet-5, 0.20",
        "claude-sonnet-4-6, 0.30",
        "claude-haiku-5-5, 0.01",
        "claude-fable-5-2, 0.25",
        "claude-fable-5, 1.00"
    })
    void a_million_tokens_from_the_cache_cost_less(String id, double dollars) {
        assertThat(ClaudeModels.of(id).cost(new Usage(0, 0, 1_000_000, 0))).isEqualTo(dollars, within(1e-9));
    }

    @Test
    void an_answer_costs_what_it_read_wrote_and_cached() {
        var usage = new Usage(1_000_000, 100_000, 2_000_000, 400_000);
        assertThat(ClaudeModels.of("claude-opus-5-5").cost(usage)).isEqualTo(4 + 2 + 0.4 + 2, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-5-5, true",
        "claude-opus-4-8, true",
        "claude-fable-5-2, true",
        "claude-opus-5-6, false",
        "claude-haiku-7, false",
        "claude-fable-5-3, false"
    })
    void a_model_newer_than_the_table_is_not_known(String id, boolean known) {
        assertThat(ClaudeModels.knows(id)).isEqualTo(known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpt-oss:20b", "qwen3-coder", "claude", "opus-5-5", "local"})
    void other_ids_tell_nothing(String id) {
        assertThat(ClaudeModels.of(id)).isEqualTo(ClaudeModels.UNKNOWN);
        assertThat(ClaudeModels.knows(id)).isFalse();
    }
}
