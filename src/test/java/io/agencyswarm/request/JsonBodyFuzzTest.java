package io.agencyswarm.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.Fuzz;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonBodyFuzzTest {

    @Provide
    Arbitrary<byte[]> bodies() {
        return Fuzz.bytes(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"message\":",
                "\"hi\"",
                "null",
                "true",
                "-0",
                "1e400",
                "1e-99999",
                "\\u0000",
                "\"\\ud800\"",
                "\"",
                "\\",
                " ",
                "\n",
                "{\"message\":\"hi\"}");
    }

    @Property
    void body_ofAnyBytes_isReadOrRefusedWithASentence(@ForAll("bodies") byte[] body) {
        try {
            ObjectNode read = JsonBody.read(body, "application/json");
            assertThat(Json.readOwn(Json.bytes(read)))
                    .as("what was read can be written")
                    .isEqualTo(read);
        } catch (InvalidRequestException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.loc().getFirst()).isEqualTo("body");
                assertThat(problem.msg()).isNotBlank().doesNotContain("Exception", "com.fasterxml");
            });
        }
    }
}
