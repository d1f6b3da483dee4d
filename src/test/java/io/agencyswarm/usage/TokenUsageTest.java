package io.agencyswarm.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenUsageTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void ofResponses_wholeObject_isReadInFull() throws JsonProcessingException {
        TokenUsage usage = read("""
                {"input_tokens": 10, "input_tokens_details": {"cached_tokens": 4, "cache_write_tokens": 3},
                 "output_tokens": 8, "output_tokens_details": {"reasoning_tokens": 6}, "total_tokens": 19}
                """);

        assertThat(usage).isEqualTo(new TokenUsage(10, 4, 3, 8, 6L, 19));
    }

    @Test
    void ofResponses_totalNotTold_isInputAndOutput() throws JsonProcessingException {
        assertThat(read("{\"input_tokens\": 10, \"output_tokens\": 8}"))
                .isEqualTo(new TokenUsage(10, 0, 0, 8, null, 18));
    }

    @Test
    void ofResponses_noReasoning_isToldFromUnknownReasoning() throws JsonProcessingException {
        assertThat(read("{\"output_tokens_details\": {\"reasoning_tokens\": 0}}")
                        .reasoningTokens())
                .isEqualTo(0L);
        assertThat(read("{\"output_tokens_details\": {\"reasoning_tokens\": null}}")
                        .reasoningTokens())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "\"none\"", "{\"input_tokens\": null, \"input_tokens_details\": null}"})
    void ofResponses_nothingThere_isNothing(String text) throws JsonProcessingException {
        assertThat(read(text)).isEqualTo(TokenUsage.NONE);
    }

    @Test
    void plus_two_areAddedFieldByField() {
        TokenUsage sum = new TokenUsage(1, 2, 3, 4, 5L, 6).plus(new TokenUsage(10, 20, 30, 40, 50L, 60));

        assertThat(sum).isEqualTo(new TokenUsage(11, 22, 33, 44, 55L, 66));
    }

    @Test
    void plus_reasoningKnownOnOneSide_isThatSides() {
        TokenUsage existing = new TokenUsage(0, 0, 0, 5, 5L, 5);
        TokenUsage unknown = new TokenUsage(0, 0, 0, 5, null, 5);

        assertThat(existing.plus(unknown).reasoningTokens()).isEqualTo(5L);
        assertThat(unknown.plus(existing).reasoningTokens()).isEqualTo(5L);
        assertThat(unknown.plus(unknown).reasoningTokens()).isNull();
    }

    @Test
    void totals_eachRequest_isCountedWithItsTokensAndCost() {
        TokenUsage request = new TokenUsage(10, 4, 1, 2, 1L, 12);

        UsageTotals totals = UsageTotals.NONE.plus(request, 0.25).plus(request, 0.5);

        assertThat(totals).isEqualTo(new UsageTotals(2, new TokenUsage(20, 8, 2, 4, 2L, 24), 0.75));
        assertThat(UsageTotals.NONE).isEqualTo(new UsageTotals(0, TokenUsage.NONE, 0));
    }

    private static TokenUsage read(String json) throws JsonProcessingException {
        return TokenUsage.ofResponses(MAPPER.readTree(json));
    }
}
