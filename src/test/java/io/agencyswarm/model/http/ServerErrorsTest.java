package io.agencyswarm.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.json.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Error messages of servers. */
class ServerErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "      | {\"error\":{\"message\":\"No room\",\"code\":429}} | No room",
                "      | {\"id\":\"c7\",\"choices\":[],\"error\":{\"message\":\"No room\"}} | No room",
                "      | {\"error\":\"No room\"} | No room",
                "      | {\"error\":true,\"message\":\"No room\"} | No room",
                "      | {\"error\":[{\"message\":\"No room\"}]} | No room",
                "      | {\"error\":{\"error\":{\"message\":\"No room\",\"code\":500}}} | No room",
                "      | {\"error\":{\"error\":{\"code\":\"no_room\"}}} | no_room",
                "      | {\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":null}} | rate_limit_exceeded",
                "      | {\"error\":{\"code\":503}} | 503",
                "      | {\"error\":\"invalid_request\",\"error_description\":\"No room\"} | invalid_request: No room",
                "      | {\"object\":\"error\",\"message\":\"No room\",\"type\":\"Server\",\"code\":500} | No room",
                "      | {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"No room\"}} | No room",
                "      | {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}} | overloaded_error",
                "      | {\"type\":\"error\"} | error",
                "      | {\"type\":\"invalid_request_error\",\"message\":\"No room\"} | No room",
                "      | [{\"error\":{\"code\":503,\"message\":\"No room\"}}] | No room",
                "      | {\"message\":\"No room\"} | No room",
                "      | {\"detail\":\"No room\"} | No room",
                "      | {\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"too large\"}]} | body.n: too large",
                "      | {\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"No room\"}]} | No room",
                "      | {\"code\":\"no_room\"} | no_room",
                "      | {\"choices\":[{\"error\":{\"message\":\"No room\"},\"finish_reason\":\"error\"}]} | No room",
                "error | {\"message\":\"No room\",\"code\":500} | No room",
                "error | {\"error\":null} | it did not say why",
                "error | \"No room\" | No room"
            })
    void in_failure_isWhatTheServerSaid(@Nullable String name, String event, String message) throws Exception {
        assertThat(ServerErrors.in(name, Json.read(event))).contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":null,\"id\":\"g\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}",
                "{\"error\":{},\"choices\":[]}",
                "{\"error\":\"\",\"choices\":[]}",
                "{\"error\":false,\"choices\":[]}",
                "{\"error\":{\"message\":\"\",\"code\":null,\"type\":\"None\"},\"choices\":[]}",
                "{\"choices\":[],\"object\":\"\",\"prompt_filter_results\":[{\"prompt_index\":0}]}",
                "{\"type\":\"response.created\",\"response\":{\"error\":null,\"status\":\"in_progress\"}}",
                "{\"object\":\"response\",\"status\":\"completed\",\"error\":null,\"output\":[]}",
                "{\"type\":\"message_start\",\"message\":{\"role\":\"assistant\"}}",
                "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}",
                "{\"type\":\"ping\"}",
                "{\"role\":\"assistant\",\"p\":\"abc\"}",
                "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hi\"}}",
                "{}",
                "[]",
                "null"
            })
    void in_goodEvent_isNoFailure(String event) throws Exception {
        assertThat(ServerErrors.in(null, Json.read(event))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"{\\\"error\\\":{\\\"message\\\":\\\"No room\\\"}}\"}}} | Provider returned error: No room",
                "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"No room\"}}} | Provider returned error: No room",
                "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":{\"detail\":\"No room\"}}}} | Provider returned error: No room",
                "{\"Message\":\"No room\"} | No room",
                "{\"title\":\"No room\",\"status\":503} | No room",
                "{\"error\":{\"message\":{\"detail\":\"No room\"}}} | No room",
                "{\"error\":\"Not Found\",\"status\":404,\"path\":\"/v1\"} | Not Found",
                "{\"__type\":\"com.amazon.coral.service#ModelTimeoutException\"} | model timeout",
                "{\"odd\":1} | {\"odd\":1}",
                "No room for you | No room for you",
                "<!DOCTYPE html><html><head><title> Sign  in </title></head></html> | a web page, \"Sign in\"",
                "<html><body><h1>502 Bad Gateway</h1><hr></body></html> | a web page, \"502 Bad Gateway\"",
                "<html></html> | a web page",
                "`{}` | ``",
                "`` | ``"
            })
    void sentence_refusal_isReadInEachForm(String body, String message) {
        assertThat(ServerErrors.sentence(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(message);
    }
}
