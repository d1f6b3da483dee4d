package io.agencyswarm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The recordings of a service that requires a token. */
@QuarkusTest
@TestProfile(TokenProfile.class)
class ContractAuthTest {

    @TestHTTPResource
    URI base;

    @TestFactory
    Stream<DynamicTest> recordings() {
        Contract contract = Contract.at(base);
        return contract.cases("auth").stream()
                .map(golden -> dynamicTest(
                        golden.id(),
                        () -> assertThat(contract.faults(golden))
                                .as(golden.id())
                                .isEmpty()));
    }
}
