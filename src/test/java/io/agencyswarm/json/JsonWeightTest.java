package io.agencyswarm.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWeightTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"Tell me, please: what is it?\",\"chat_history\":[{\"role\":\"user\",\"content\":\"Hello, you. How are "
                        + "things, and what do you think of this, that and the other: shall we go?\"}]}",
                "[\"aaaa\",\"bbbb\",\"cccc\",\"dddd\"]",
                ""
            })
    void total_ofWhatPeopleSend_isItsBytes(String json) {
        assertThat(total(json)).isEqualTo(json.getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{},", "[],", "{\"a\":1},", "{\"type\":\"a\"},"})
    void total_ofNothingButSmallValues_isWhatTheyTakeInMemory(String unit) {
        String json = "[" + unit.repeat(1_000) + "0]";

        assertThat(total(json)).isGreaterThan(3L * json.length() / 2);
    }

    @Test
    void total_ofAHistoryOfTheShortestMessages_isItsBytes() {
        String json = "[" + "{\"role\":\"user\",\"content\":\"Hi.\"},".repeat(1_000) + "0]";

        assertThat(total(json)).isEqualTo(json.length());
    }

    @Test
    void total_ofParts_isThatOfTheWhole() {
        byte[] json = "[{\"a\":[1,2,{\"b\":{}}]},\"{[:,\"]".getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= json.length; cut++) {
            JsonWeight weight = new JsonWeight();
            weight.add(Arrays.copyOf(json, cut));
            weight.add(Arrays.copyOfRange(json, cut, json.length));

            assertThat(weight.total()).isEqualTo(total(new String(json, StandardCharsets.UTF_8)));
        }
    }

    @Test
    void exceeds_anyText_isWhatItsTotalSays() {
        for (String unit : new String[] {"{", "{},", "a", "\"a\","}) {
            for (int count = 0; count < 3_000; count += 7) {
                String json = unit.repeat(count);
                assertThat(JsonWeight.exceeds(json.getBytes(StandardCharsets.UTF_8), 1_000))
                        .isEqualTo(total(json) > 1_000);
            }
        }
    }

    private static long total(String json) {
        JsonWeight weight = new JsonWeight();
        weight.add(json.getBytes(StandardCharsets.UTF_8));
        return weight.total();
    }
}
