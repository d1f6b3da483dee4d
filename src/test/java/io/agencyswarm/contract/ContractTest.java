package io.agencyswarm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each recording without a token, as a test of its own that has the case's id as its name. */
@QuarkusTest
@TestProfile(ContractProfile.class)
class ContractTest {

    /** What waits for features that are not there yet: attached files, {@code client_config}, output types and guardrails. */
    private static final Pattern LEFT_OUT = Pattern.compile("(files-|response-file-ids|response-client-config"
            + "|response-litellm|stream-litellm|response-typed|openapi|.*guardrail).*");

    private static final int RECORDINGS = 85;
    private static final int WAITING = 21;

    @TestHTTPResource
    URI base;

    @TestFactory
    Stream<DynamicTest> recordings() {
        Contract contract = Contract.at(base);
        return played(contract).stream()
                .map(golden -> dynamicTest(
                        golden.id(),
                        () -> assertThat(contract.faults(golden))
                                .as(golden.id())
                                .isEmpty()));
    }

    @Test
    void recordings_playedAndLeftOut_areAllThereAre() {
        Contract contract = Contract.at(base);
        List<String> leftOut = contract.cases("standard").stream()
                .map(GoldenCase::id)
                .filter(id -> LEFT_OUT.matcher(id).matches())
                .toList();
        int played = played(contract).size() + contract.cases("auth").size();

        assertThat(leftOut).hasSize(WAITING);
        assertThat(played + leftOut.size()).isEqualTo(RECORDINGS);
    }

    private static List<GoldenCase> played(Contract contract) {
        return contract.cases("standard").stream()
                .filter(golden -> !LEFT_OUT.matcher(golden.id()).matches())
                .toList();
    }
}
