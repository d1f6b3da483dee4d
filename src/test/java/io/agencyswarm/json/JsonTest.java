package io.agencyswarm.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "0.1",
                "100",
                "-1.00",
                "3.141592653589793238462643383279502884197169399375105820974944592307816406286",
                "123456789012345678901234567890",
                "9007199254740993",
                "1E+2",
                "true",
                "null",
                "\"text\"",
                "{\"a\":[1.0,{\"b\":\"é😀\"}]}"
            })
    void read_andText_keepEveryDigit(String text) throws JsonProcessingException {
        assertThat(Json.text(Json.read(text))).isEqualTo(text);
        assertThat(Json.text(Json.read(Json.bytes(Json.read(text))))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[1,", "\"open", "{'a':1}", "{a:1}", "[1,]", "NaN", "01", "+1", "undefined", "// no\n1"})
    void read_notJson_isRefused(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2", "{} {}", "{}}", "[]]", "null x", "{},"})
    void read_somethingAfterTheValue_isRefused(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void read_blanksAroundTheValue_areNothing() throws JsonProcessingException {
        assertThat(Json.read(" \n[1]\r\n\t ")).isEqualTo(Json.tree(List.of(1)));
    }

    @Test
    void read_nestedAsDeepAsAllowed_isRead() throws JsonProcessingException {
        assertThat(Json.read(nested(Json.MAX_DEPTH))).isNotNull();
    }

    @Test
    void read_nestedTooDeep_isRefused() {
        assertThatThrownBy(() -> Json.read(nested(Json.MAX_DEPTH + 1))).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.read(nested(1_000_000))).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.read("{\"a\":".repeat(Json.MAX_DEPTH + 1)))
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1e99999999999", "1e-99999999999", "[{\"a\":1.5E+99999999999}]"})
    void read_numberBeyondAllBounds_isRefusedAsMalformed(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void read_numberOfTooManyDigits_isRefused() {
        assertThatThrownBy(() -> Json.read("1".repeat(100_000))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void read_longString_isRead() throws JsonProcessingException {
        String text = "x".repeat(30_000_000);

        assertThat(Json.read('"' + text + '"').textValue()).hasSize(text.length());
    }

    @Test
    void read_brokenUtf8_isRefused() {
        byte[] broken = {'"', (byte) 0xC3, '"'};

        assertThatThrownBy(() -> Json.read(broken)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void readOwn_malformed_isAFaultOfOurs() {
        assertThatThrownBy(() -> Json.readOwn(new byte[] {'{'})).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void tree_ofValues_hasTheirTypes() {
        JsonNode tree = Json.tree(Arrays.asList(1, 1.5, true, null, "x", Map.of("a", 1L)));

        assertThat(Json.text(tree)).isEqualTo("[1,1.5,true,null,\"x\",{\"a\":1}]");
        assertThat(Json.tree(null).isNull()).isTrue();
    }

    @Test
    void quoted_anyText_isOneJsonStringOnOneLine() throws JsonProcessingException {
        String text = "\"a\\b\n\r\t\u0000é😀\u2028";

        byte[] quoted = Json.quoted(text);

        assertThat(new String(quoted, StandardCharsets.UTF_8))
                .startsWith("\"")
                .endsWith("\"")
                .doesNotContain("\n", "\r");
        assertThat(Json.read(quoted).textValue()).isEqualTo(text);
    }

    @Test
    void text_anyTree_isOnOneLine() {
        assertThat(Json.text(Json.object().put("a", "x\r\ny"))).isEqualTo("{\"a\":\"x\\r\\ny\"}");
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }
}
