package io.agencyswarm.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, https://api.openai.com/v1",
        "' HTTPS://API.OpenAI.com:443/v1// ', https://api.openai.com/v1",
        "http://my_ollama:11434, http://my_ollama:11434",
        "http://[2001:DB8::7]:80/, http://[2001:db8::7]",
        "http://127.0.0.1:9099/a/b%20c, http://127.0.0.1:9099/a/b%20c"
    })
    void parse_addressInAnyForm_isWrittenInOne(String text, String written) {
        assertThat(BaseUrl.parse(text)).map(BaseUrl::toString).contains(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8080",
                "ftp://localhost",
                "http://",
                "http://user@localhost",
                "http://localhost?a=b",
                "http://localhost#a",
                "http://localhost:0",
                "http://localhost:65536",
                "http://local host"
            })
    void parse_noPlainAddress_isNone(String text) {
        assertThat(BaseUrl.parse(text)).isEmpty();
    }

    @Test
    void parse_tooLong_isNone() {
        assertThat(BaseUrl.parse("http://a" + "/x".repeat(BaseUrl.MAX_LENGTH / 2)))
                .isEmpty();
        assertThat(BaseUrl.parse("http://a" + "/".repeat(1_000_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/v1, https://A.example:443/v1/, true",
        "https://a.example/v1, https://a.example/v2, false",
        "https://a.example/v1, http://a.example/v1, false",
        "no address, no address, false"
    })
    void same_two_areComparedWithoutWhatMakesNoDifference(String one, String other, boolean same) {
        assertThat(BaseUrl.same(one, other)).isEqualTo(same);
    }

    @Test
    void shown_ofWhatIsNone_reportsNoPassword() {
        assertThat(BaseUrl.forMessage("https://ada:secret@host/v1?x")).isEqualTo("…@host/v1…");
        assertThat(BaseUrl.forMessage("https://host/v1?key=secret#a")).isEqualTo("https://host/v1…");
    }
}
