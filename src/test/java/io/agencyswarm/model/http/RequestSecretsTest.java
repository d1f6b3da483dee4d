package io.agencyswarm.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            support           | The model is not supported.         | The model is not supported.
            support           | Ask support, or team_support:7      | Ask …, or team_…:7
            key4              | key4 key42 key4                     | … key42 …
            a.b=              | xa.b=a.b=c                          | xa.b=…c
            pass              | ünpass                              | ünpass
            0123456789abcdef  | Key0123456789abcdefs is unknown.    | Key…s is unknown.
            0123456789abcde   | Key0123456789abcdes is unknown.     | Key0123456789abcdes is unknown.
            """)
    void redact_shortValues_asWholeWordsOnly(String secret, String text, String shown) {
        assertThat(RequestSecrets.redact(text, List.of(secret))).isEqualTo(shown);
    }

    @Test
    void redact_aValueWithinAnother_hidesTheLongerOne() {
        assertThat(RequestSecrets.redact("got abcd-efgh", "abcd", Map.of("X-Other", "abcd-efgh")))
                .isEqualTo("got …");
    }

    @Test
    void queryParameters_apiVersion_isNoSecret() {
        QueryParameters query = new QueryParameters(Map.of("API-version", "2025-02-01-preview", "code", "q+7 tenants"));

        assertThat(query.redact("api-version=2025-02-01-preview of q+7 tenants (code=q%2B7%20tenants) is unknown"))
                .isEqualTo("api-version=2025-02-01-preview of … (code=…) is unknown");
    }
}
