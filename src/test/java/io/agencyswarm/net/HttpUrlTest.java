package io.agencyswarm.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://my_files:9000/a.txt, my_files, 9000, /a.txt",
        "https://my_files/a.txt, my_files, 443, /a.txt",
        "HTTP://example.org?a=b, example.org, 80, /?a=b",
        "http://[2001:db8::7]:8080/a%20b#c, [2001:db8::7], 8080, /a%20b",
        "https://ada:secret@example.org/, example.org, 443, /"
    })
    void parse_url_hasItsParts(String text, String host, int port, String target) {
        assertThat(HttpUrl.parse(text)).hasValueSatisfying(url -> {
            assertThat(url.host()).isEqualTo(host);
            assertThat(url.port()).isEqualTo(port);
            assertThat(url.target()).isEqualTo(target);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "/a",
                "ftp://example.org",
                "http:example.org",
                "http:///a",
                "http://a b",
                "http://example.org:0",
                "http://example.org:65536",
                "http://[1.2]",
                "http://127.1"
            })
    void parse_otherText_isEmpty(String text) {
        assertThat(HttpUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/v1, https://A.example:443/v2?b, true",
        "https://a.example, http://a.example:443, false",
        "https://a.example, https://a.example:444, false",
        "https://a.example, https://b.example, false"
    })
    void hasOriginOf_another_comparesSchemeHostAndPort(String one, String other, boolean same) {
        assertThat(HttpUrl.parse(one)
                        .orElseThrow()
                        .hasOriginOf(HttpUrl.parse(other).orElseThrow()))
                .isEqualTo(same);
    }

    @Test
    void hasUser_urlWithAPassword_isTrue() {
        assertThat(HttpUrl.parse("https://ada:secret@example.org").orElseThrow().hasUser())
                .isTrue();
        assertThat(HttpUrl.parse("https://example.org/@").orElseThrow().hasUser())
                .isFalse();
    }
}
