package io.agencyswarm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each recording without a token, as a separate test named by the case's id. */
@QuarkusTest
@TestProfile(ContractProfile.class)
class ContractTest {

    private static final int RECORDINGS = 85;

    @TestHTTPResource
    URI base;

    @TestFactory
    Stream<DynamicTest> recordings() {
        Contract contract = Contract.at(base);
        return contract.cases("standard").stream()
                .map(golden -> dynamicTest(
                        golden.id(),
                        () -> assertThat(contract.faults(golden))
                                .as(golden.id())
                                .isEmpty()));
    }

    @Test
    void recordings_ofBothFolders_areAllThereAre() {
        Contract contract = Contract.at(base);
        int played = contract.cases("standard").size() + contract.cases("auth").size();

        assertThat(played).isEqualTo(RECORDINGS);
    }
}
