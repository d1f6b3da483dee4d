package io.agencyswarm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSettingsTest {

    private static final ModelSettings DEFAULTS = ModelSettings.DEFAULTS;

    @Test
    void with_each_changesThatAlone() {
        ModelSettings all = DEFAULTS.withTemperature(0.5)
                .withTopP(0.25)
                .withMaxOutputTokens(100)
                .withParallelToolCalls(false)
                .withToolChoice("required")
                .withReasoningEffort("low")
                .withIncludeUsage(false)
                .withExtraArgument("seed", 7);

        assertThat(all)
                .isEqualTo(new ModelSettings(0.5, 0.25, 100, false, "required", "low", false, Map.of("seed", 7)));
        assertThat(DEFAULTS).isEqualTo(new ModelSettings(null, null, null, null, null, null, true, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 2})
    void temperature_withinItsBounds_isTaken(double value) {
        assertThat(DEFAULTS.withTemperature(value).temperature()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 2.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void temperature_outOfItsBounds_isRefused(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withTemperature(value))
                .withMessage("temperature is " + value + ", but must be between 0.0 and 2.0.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void topP_withinItsBounds_isTaken(double value) {
        assertThat(DEFAULTS.withTopP(value).topP()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void topP_outOfItsBounds_isRefused(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withTopP(value))
                .withMessageContaining("topP is " + value)
                .withMessageContaining("between 0.0 and 1.0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Integer.MAX_VALUE})
    void maxOutputTokens_oneOrMore_isTaken(int value) {
        assertThat(DEFAULTS.withMaxOutputTokens(value).maxOutputTokens()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void maxOutputTokens_lessThanOne_isRefused(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withMaxOutputTokens(value))
                .withMessageContaining("maxOutputTokens is " + value);
    }

    @Test
    void withExtraArgument_several_areAllKeptAndTheLastOfOneNameCounts() {
        ModelSettings settings =
                DEFAULTS.withExtraArgument("a", 1).withExtraArgument("b", 2).withExtraArgument("a", 3);

        assertThat(settings.extraArguments()).isEqualTo(Map.of("a", 3, "b", 2));
        assertThat(DEFAULTS.extraArguments()).isEmpty();
    }

    @Test
    void extraArguments_mapIsChangedLater_stayTheSame() {
        Map<String, Object> extra = new HashMap<>(Map.of("a", 1));
        ModelSettings settings = new ModelSettings(null, null, null, null, null, null, true, extra);

        extra.put("b", 2);

        assertThat(settings.extraArguments()).isEqualTo(Map.of("a", 1));
    }
}
