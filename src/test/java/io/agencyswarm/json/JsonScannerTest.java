package io.agencyswarm.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.agencyswarm.testing.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    private static final String[] NAMES = {"type", "n", "object", "empty"};

    private final JsonScanner scanner = new JsonScanner();

    @Test
    void fields_ofEachKind_areRead() throws IOException {
        begin(
                "{ \"other\": [1, {\"type\": \"inner\"}, []], \"type\":\"ab\" , \"n\": -12, \"object\" : {}, \"empty\":null}");

        assertThat(scanner.enterObject()).isTrue();
        assertThat(nextName()).isEmpty();
        scanner.skipValue();
        assertThat(nextName()).isEqualTo("type");
        assertThat(scanner.text(null)).isEqualTo("ab");
        assertThat(nextName()).isEqualTo("n");
        assertThat(scanner.integer(0)).isEqualTo(-12);
        assertThat(nextName()).isEqualTo("object");
        assertThat(scanner.isStructure()).isTrue();
        assertThat(new String(scanner.skippedBytes(), StandardCharsets.UTF_8)).isEqualTo("{}");
        assertThat(nextName()).isEqualTo("empty");
        assertThat(scanner.skipNull()).isTrue();
        assertThat(scanner.nextField()).isFalse();
        scanner.end();
    }

    @Test
    void nameAndText_withEscapes_areDecoded() throws IOException {
        begin("{\"t\\u0079pe\":\"\\\"ä\\n\\u20AC\\ud83d\\ude00😀\\/\"}");
        scanner.enterObject();

        assertThat(nextName()).isEqualTo("type");
        assertThat(scanner.text(null)).isEqualTo("\"ä\n€😀😀/");
    }

    @Test
    void text_equalToTheOneBefore_isTheSameObject() throws IOException {
        String before = new String("msg_1");
        begin("{\"type\":\"msg_1\"}");
        scanner.enterObject();
        nextName();

        assertThat(scanner.text(before)).isSameAs(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2147483648", "-2147483649", "1.0", "1e2", "\"1\"", "true", "{}", "99999999999999999999999"})
    void integer_ofAnotherValue_isTheDefault(String value) throws IOException {
        begin("{\"n\":" + value + ",\"type\":\"after\"}");
        scanner.enterObject();
        nextName();

        assertThat(scanner.integer(-7)).isEqualTo(-7);
        assertThat(nextName()).isEqualTo("type");
    }

    @Test
    void nesting_asDeepAsAllowed_isRead() throws IOException {
        assertThat(isValid(nested(Json.MAX_DEPTH))).isTrue();
    }

    @Test
    void nesting_deeperThanAllowed_isRejected() {
        begin(nested(Json.MAX_DEPTH + 1));

        assertThatThrownBy(this::readAll).isInstanceOf(IOException.class).hasMessageContaining("200 levels");
    }

    @Provide
    Arbitrary<byte[]> documents() {
        return Fuzz.bytes(
                "{",
                "}",
                "{\"a\":",
                "{\"type\":\"\\u00e4\\n\"}",
                "[",
                "]",
                "[]",
                ",",
                ":",
                "\"b\":",
                "\"ä😀\"",
                "\"\\ud83d\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "0",
                "-0.5e+10",
                "01",
                "1.",
                "-",
                "true",
                "false",
                "null",
                "nul",
                " ",
                "\t\r\n",
                "\\",
                "\"");
    }

    /** A stricter reader would reject valid events; a more lenient one would allow forged frames. */
    @Property(tries = 20_000)
    void document_ofAnyBytes_isAcceptedAsByJackson(@ForAll("documents") byte[] tail) throws IOException {
        byte[] json = new byte[tail.length + 5];
        System.arraycopy("{\"a\":".getBytes(StandardCharsets.US_ASCII), 0, json, 0, 5);
        System.arraycopy(tail, 0, json, 5, tail.length);

        assertThat(isValid(json)).isEqualTo(isValidForJackson(json));
    }

    private boolean isValid(String json) {
        return isValid(json.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isValid(byte[] json) {
        scanner.begin(json);
        try {
            readAll();
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void readAll() throws IOException {
        if (!scanner.enterObject()) {
            throw new IOException("not an object");
        }
        while (scanner.nextField()) {
            scanner.name(NAMES);
            scanner.text(null);
        }
        scanner.end();
    }

    private static boolean isValidForJackson(byte[] json) {
        try (JsonParser parser = Json.mapper().createParser(json)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
                parser.getText();
                if (parser.getParsingContext().inRoot() && token == JsonToken.END_OBJECT) {
                    return isObject && parser.nextToken() == null;
                }
            }
            return false;
        } catch (IOException _) {
            return false;
        }
    }

    private String nextName() throws IOException {
        assertThat(scanner.nextField()).isTrue();
        return scanner.name(NAMES);
    }

    private void begin(String json) {
        scanner.begin(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }
}
