package io.agencyswarm.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    @Test
    void of_severalSteps_cutsAtDoubleSemicolons() {
        assertThat(Script.of("call a {} ;; text b;;drop").lines()).containsExactly("call a {} ", " text b", "drop");
    }

    @Test
    void of_separatorInJson_doesNotCut() {
        String call = "call a {\"x\":{\"y\":\"}\\\";;{\"}};;";

        assertThat(Script.of(call + "text b").lines()).containsExactly(call.substring(0, call.length() - 2), "text b");
    }

    @Test
    void of_quoteOutsideBraces_isNoString() {
        assertThat(Script.of("text say \";; text b").lines()).hasSize(2);
    }

    @Test
    void of_moreClosingThanOpeningBraces_cutsNoMore() {
        assertThat(Script.of("text } ;; text b").lines()).containsExactly("text } ;; text b");
    }

    @Test
    void of_textBeforeDashes_isNotRead() {
        assertThat(Script.of("call no ;; nothing\n---\ntext a ;; text b").lines())
                .containsExactly("text a ", " text b");
    }

    @Test
    void of_moreThanTheBound_hasNoSteps() {
        String longest = "text " + "x".repeat(Script.MAX_LENGTH - 5);

        assertThat(Script.of(longest).step(0)).isPresent();
        assertThat(Script.of(longest + "x").lines()).isEmpty();
    }

    @Test
    void step_pastTheLastOne_isEmpty() {
        assertThat(Script.of("text a").step(1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "a&", "{&}", "\\", "{\"", "{\"\\", ";;;;;"})
    void split_anyText_losesNothing(String text) {
        assertThat(String.join("&", Script.split(text, "&"))).isEqualTo(text);
    }

    @Test
    void split_adjacentSeparators_givesEmptyParts() {
        assertThat(Script.split("a;;;;b", ";;")).isEqualTo(List.of("a", "", "b"));
    }
}
