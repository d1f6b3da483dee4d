package io.agencyswarm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSettingsTest {

    private static final ModelSettings DEFAULTS = ModelSettings.DEFAULTS;

    @Test
    void toBuilder_changeOne_keepsAllOthers() {
        ModelSettings all = ModelSettings.builder()
                .temperature(0.5)
                .topP(0.25)
                .maxOutputTokens(100)
                .parallelToolCalls(false)
                .toolChoice("required")
                .reasoningEffort("low")
                .reasoningSummary(ModelSettings.ReasoningSummary.AUTO)
                .verbosity(ModelSettings.Verbosity.HIGH)
                .truncation(ModelSettings.Truncation.DISABLED)
                .store(false)
                .includeUsage(false)
                .metadata("team", "a")
                .header("X-Team", "b")
                .extraArgument("seed", 7)
                .build();

        ModelSettings changed = all.toBuilder().temperature(1).build();

        assertThat(all).hasNoNullFieldsOrProperties();
        assertThat(changed.temperature()).isEqualTo(1);
        assertThat(changed)
                .usingRecursiveComparison()
                .ignoringFields("temperature")
                .isEqualTo(all);
        assertThat(DEFAULTS.toBuilder().build()).usingRecursiveComparison().isEqualTo(DEFAULTS);
    }

    @Test
    void forOtherModel_settingsOfOneModelFamily_dropsThem() {
        ModelSettings other = ModelSettings.builder()
                .temperature(0.5)
                .reasoningEffort("low")
                .reasoningSummary(ModelSettings.ReasoningSummary.AUTO)
                .verbosity(ModelSettings.Verbosity.HIGH)
                .header("X-Team", "a")
                .metadata("team", "a")
                .extraArgument("seed", 7)
                .build()
                .forOtherProvider();

        assertThat(other)
                .usingRecursiveComparison()
                .isEqualTo(ModelSettings.builder().temperature(0.5).build());
    }

    @Test
    void forAuxiliaryRequest_settings_keepsThoseOfEachRequest() {
        ModelSettings.Builder stored = ModelSettings.builder()
                .store(false)
                .includeUsage(false)
                .metadata("team", "a")
                .header("X-Team", "b");

        ModelSettings other = stored.build().toBuilder()
                .temperature(0.5)
                .toolChoice("required")
                .extraArgument("seed", 7)
                .build()
                .forAuxiliaryRequest();

        assertThat(other).usingRecursiveComparison().isEqualTo(stored.build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "ä", "a\r\nHost"})
    void header_noName_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSettings.builder().header(name, "x"))
                .withMessageStartingWith("\"" + name + "\" is not a valid header name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding"})
    void header_ofTheConnection_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSettings.builder().header(name, "x"))
                .withMessage("The header " + name + " can't be set, because the service writes it itself.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\r\nHost: x", "secret\n", "secret\u0000", "secret\u20ac"})
    void header_noValue_isRefusedWithoutTellingIt(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSettings.builder().header("X-Key", value))
                .withMessageStartingWith("The value of the header X-Key is not valid")
                .withMessageNotContaining("secret");
    }

    @Test
    void header_twiceInOtherCase_theLastCounts() {
        ModelSettings settings = ModelSettings.builder()
                .header("X-Team", "a")
                .header("x-team", "b")
                .build();

        assertThat(settings.headers()).isEqualTo(Map.of("x-team", "b"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 2})
    void temperature_withinItsBounds_isTaken(double value) {
        assertThat(ModelSettings.builder().temperature(value).build().temperature())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 2.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void temperature_outOfItsBounds_isRefused(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSettings.builder().temperature(value).build())
                .withMessage("temperature is " + value + ", but must be between 0.0 and 2.0.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void topP_withinItsBounds_isTaken(double value) {
        assertThat(ModelSettings.builder().topP(value).build().topP()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void topP_outOfItsBounds_isRefused(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSettings.builder().topP(value).build())
                .withMessageContaining("topP is " + value)
                .withMessageContaining("between 0.0 and 1.0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Integer.MAX_VALUE})
    void maxOutputTokens_oneOrMore_isTaken(int value) {
        assertThat(ModelSettings.builder().maxOutputTokens(value).build().maxOutputTokens())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void maxOutputTokens_lessThanOne_isRefused(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSettings.builder().maxOutputTokens(value).build())
                .withMessage("maxOutputTokens is " + value + ", but must be at least 1.");
    }

    @Test
    void withExtraArgument_several_areAllKeptAndTheLastOfOneNameCounts() {
        ModelSettings settings = ModelSettings.builder()
                .extraArgument("a", 1)
                .extraArgument("b", 2)
                .extraArgument("a", 3)
                .build();

        assertThat(settings.extraArguments()).isEqualTo(Map.of("a", 3, "b", 2));
        assertThat(DEFAULTS.extraArguments()).isEmpty();
    }

    @Test
    void build_builderIsUsedOn_settingsStayTheSame() {
        ModelSettings.Builder builder = ModelSettings.builder().extraArgument("a", 1);
        ModelSettings settings = builder.build();

        builder.extraArgument("b", 2);

        assertThat(settings.extraArguments()).isEqualTo(Map.of("a", 1));
    }
}
