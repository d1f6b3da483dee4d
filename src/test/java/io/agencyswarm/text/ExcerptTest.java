package io.agencyswarm.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

    @ParameterizedTest
    @CsvSource({"'', ''", "abc, abc", "abcd, abc…", "ab😀, ab…", "a😀, a😀", "a😀b, a😀…"})
    void of_aText_isCutAfterThreeCharsButNotWithinACharacter(String text, String excerpt) {
        assertThat(Excerpt.of(text, 3)).isEqualTo(excerpt);
    }
}
