package io.agencyswarm.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPricesTest {

    private static final Offset<Double> TINY = within(1e-12);

    private static final String TABLE = """
            {
              "plain": {"provider": "any", "input": 2, "output": 10},
              "full": {"input": 2, "output": 10, "cacheRead": 0.5, "cacheWrite": 3, "reasoning": 7},
              "plain-2026-01-02": {"input": 100, "output": 100},
              "far/away": {"input": 1, "output": 1}
            }
            """;

    @Test
    void cost_inputAndOutput_eachHasItsPrice() throws IOException {
        assertThat(cost("plain", usage(3, 0, 0, 5, null))).isEqualTo(3 * 2 + 5 * 10);
    }

    @Test
    void cost_cachedWrittenAndReasonedTokens_haveTheirOwnPrices() throws IOException {
        // Of 10 in: 4 cached, 1 written, 5 plain; of 8 out: 6 reasoned, 2 plain.
        assertThat(cost("full", usage(10, 4, 1, 8, 6L))).isEqualTo(5 * 2 + 4 * 0.5 + 1 * 3 + 2 * 10 + 6 * 7, TINY);
    }

    @Test
    void cost_noOwnPriceForCacheOrReasoning_isThatOfInputAndOutput() throws IOException {
        assertThat(cost("plain", usage(10, 4, 1, 8, 6L))).isEqualTo(10 * 2 + 8 * 10);
    }

    @Test
    void cost_figuresThatDoNotFit_areNeverNegative() throws IOException {
        assertThat(cost("full", usage(3, 9, 9, 2, 50L))).isEqualTo(3 * 0.5 + 2 * 7, TINY);
    }

    @Test
    void cost_nothingUsed_isNothing() throws IOException {
        assertThat(cost("full", TokenUsage.NONE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain-2024-08-06",
                "plain-20240806",
                "openai/plain",
                "azure/eu/plain",
                "openai/plain-2024-08-06",
                "litellm/openai/plain"
            })
    void cost_datedNameOrProviderBefore_isThatOfTheModel(String model) throws IOException {
        assertThat(cost(model, usage(1, 0, 0, 0, null))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"plain-2026-01-02,100", "openai/plain-2026-01-02,100", "far/away,1", "litellm/far/away,1"})
    void cost_nameThatTheTableHas_winsOverItsShortForms(String model, double price) throws IOException {
        assertThat(cost(model, usage(1, 0, 0, 0, null))).isEqualTo(price);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "", "/", "plain/", "plain-mini", "plain-2024-08", "xplain", "away", "offline/x"})
    void cost_unknownModel_isZero(String model) throws IOException {
        assertThat(cost(model, usage(1_000, 10, 10, 1_000, 5L))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "{\"a\": 1}", "{\"a\": {\"input\": \"much\"}}"})
    void read_otherForm_fails(String table) {
        assertThatThrownBy(() -> ModelPrices.read(stream(table))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, 10, 0, 2, 4.5e-05",
        "openai/gpt-4o, 10, 0, 2, 4.5e-05",
        "gpt-4o, 10, 4, 2, 4.0e-05",
        "gpt-4o-2024-05-13, 10, 0, 2, 8.0e-05",
        "gpt-4o-2999-12-31, 10, 0, 2, 4.5e-05"
    })
    void cost_fromTheTableOfTheJar_isThatOfTheProvider(String model, long in, long cached, long out, double dollars)
            throws IOException {
        assertThat(tableOfTheJar().cost(model, usage(in, cached, 0, out, 0L))).isEqualTo(dollars, TINY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gpt-5.4-mini", "claude-sonnet-4-5", "gemini/gemini-2.5-flash", "mistral/mistral-large-latest"})
    void cost_fromTheTableOfTheJar_knowsTheUsualModels(String model) throws IOException {
        assertThat(tableOfTheJar().cost(model, usage(1_000_000, 0, 0, 0, null))).isBetween(0.01, 100.0);
    }

    private static double cost(String model, TokenUsage usage) throws IOException {
        return ModelPrices.read(stream(TABLE)).cost(model, usage);
    }

    private static ModelPrices tableOfTheJar() throws IOException {
        try (InputStream table = ModelPrices.class.getResourceAsStream("model-prices.json")) {
            return ModelPrices.read(Objects.requireNonNull(table));
        }
    }

    private static TokenUsage usage(long in, long cached, long written, long out, @Nullable Long reasoned) {
        return new TokenUsage(in, cached, written, out, reasoned, in + out);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
