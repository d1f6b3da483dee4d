package io.agencyswarm.service.tool;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tools that use the CPU, more of them than there are processors. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(90)
class ComputingToolsTest {

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    @Test
    void run_whileToolsCompute_isNotHeldUp() throws Exception {
        ServiceClient client = ServiceClient.at(base);
        int computing = Runtime.getRuntime().availableProcessors() + 2;
        List<String> names = IntStream.range(0, computing)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .toList();
        String calls = names.stream()
                .map(gate -> "call spin {\"gate\":\"" + gate + "\"}")
                .collect(joining(" & "));
        try (LiveStream stream = client.open("workshop", calls + " ;; text Computed")) {
            for (String gate : names) {
                gates.awaitEntered(gate);
            }
            ServiceAnswer answer = client.ask("basic", "call add {\"a\":1,\"b\":2} ;; text Not held up");

            assertThat(answer.response()).isEqualTo("Not held up");
            assertThat(names).as("calls that have ended").noneMatch(gates::left);
            names.forEach(gates::open);
            assertThat(stream.rest().errors()).isEmpty();
        } finally {
            names.forEach(gates::open);
        }
    }
}
