package io.agencyswarm.service.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools that clients call themselves. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ServedToolsTest {

    @TestHTTPResource
    URI base;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add     | {\"a\": 40, \"b\": 2}                       | 42",
                "add     | {\"a\": \"40\", \"b\": 2}                   | 42",
                "promise | {\"text\": \"soon\"}                        | {\"said\":\"soon\"}",
                "Weather | {\"place\": {\"city\": \"Oslo\"}}           | \"Oslo: 20 celsius for 1 day(s)\"",
                "Address | {\"street\": \"Main\", \"zip_code\": \"7\"} | \"Main 7\"",
                "Report  | {\"title\": \"Q3\"}                         | {\"title\":\"Q3\",\"lines\":[1,2,3]}",
            })
    void call_argumentsFit_givesTheValueWithItsType(String tool, String arguments, String value) throws Exception {
        ServiceAnswer answer = ServiceClient.at(base).post("/tool/" + tool, arguments);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("response").toString()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add     | {\"a\": 1.5, \"b\": 2}                                     | body.a",
                "add     | {\"a\": 99999999999999999999, \"b\": 2}                    | body.a",
                "add     | {}                                                         | body.a",
                "Weather | {\"place\": {}}                                            | body.place.city",
                "Weather | {\"place\": {\"city\": \"Oslo\"}, \"unit\": \"kelvin\"}    | body.unit",
                "Weather | {\"place\": {\"city\": \"Oslo\"}, \"days\": 0}             | body.days",
                "add     | {\"a\": 40, \"b\": 2, \"c\": null}                           | body.c",
                "Report  | {\"titel\": \"Q3\"}                                        | body.titel",
                "Weather | {\"place\": {\"city\": \"Oslo\", \"town\": 1}}               | body.place.town",
            })
    void call_argumentsDoNotFit_saysWhere(String tool, String arguments, String where) throws Exception {
        ServiceAnswer answer = ServiceClient.at(base).post("/tool/" + tool, arguments);

        assertThat(answer.status()).isEqualTo(422);
        StringBuilder loc = new StringBuilder();
        answer.body()
                .path("detail")
                .path(0)
                .path("loc")
                .forEach(part -> loc.append('.').append(part.asText()));
        assertThat(loc.substring(1)).isEqualTo(where);
        assertThat(answer.text()).doesNotContain("java", "io.agencyswarm");
    }

    @Test
    void call_promiseFails_isTheFailureItself() throws Exception {
        ServiceAnswer answer = ServiceClient.at(base).post("/tool/promise", "{\"text\":\"\"}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().path("Error").asText()).isEqualTo("Nothing was promised.");
    }

    @Test
    void call_toolFails_isItsOwnErrorWithoutAStack() throws Exception {
        ServiceAnswer answer = ServiceClient.at(base).post("/tool/explode", "{\"reason\":\"test sk-abcdef123456\"}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().path("Error").asText())
                .startsWith("exploded: test")
                .doesNotContain("sk-abcdef");
    }

    @Test
    void call_failsWithTextThatForgesALine_leavesNoneInTheLogAndNoSecret() throws Exception {
        String reason =
                "forged\\n2026-01-01 ERROR all is lost\\u001b[31m\\u2028 at https://me:opensesame@host sk-0123456789";
        ServiceAnswer answer = ServiceClient.at(base).post("/tool/explode", "{\"reason\":\"" + reason + "\"}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("https://…@host …").doesNotContain("opensesame", "sk-0123");
        List<String> log = Files.readAllLines(Path.of(ServiceProfile.LOG));
        assertThat(log).noneMatch(line -> line.contains("opensesame") || line.contains("sk-0123"));
        assertThat(log)
                .filteredOn(line -> line.contains("all is lost"))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line).contains("forged\\n2026-01-01", "lost\\u001b[31m\\u2028", "https://…@host …"));
    }

    @Test
    void call_withThousandsOfUnknownFields_reportsHundred() throws Exception {
        StringBuilder fields = new StringBuilder("{\"a\":1,\"b\":2");
        for (int i = 0; i < 5_000; i++) {
            fields.append(",\"f").append(i).append("\":1");
        }
        ServiceAnswer answer =
                ServiceClient.at(base).post("/tool/add", fields.append('}').toString());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("detail")).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource({"whoami", "nosuch", "add/more", "..%2fadd", "ADD"})
    void call_toolIsNotServed_is404(String tool) throws Exception {
        ServiceAnswer answer = ServiceClient.at(base).post("/tool/" + tool, "{}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("detail").asText()).isNotBlank();
    }
}
