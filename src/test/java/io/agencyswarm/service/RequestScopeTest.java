package io.agencyswarm.service;

import static io.agencyswarm.service.AgencyClient.delegate;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.OidcServer;
import io.agencyswarm.testing.Visit;
import io.agencyswarm.testing.Visits;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beans of the request's scope in an application's code: the same in a plain answer and in a stream. */
@QuarkusTest
@TestProfile(OidcProfile.class)
@Timeout(60)
class RequestScopeTest {

    private static final String SCRIPT =
            "call visit {} ;; " + delegate("Helper", "call visit {} ;; text Helped") + " ;; text Done";

    @TestHTTPResource
    URI base;

    @Inject
    Visits visits;

    @BeforeEach
    void setUp() {
        Model.forget();
        visits.taken();
    }

    @Test
    void application_inAPlainAnswer_hasARequestOfTheRun() throws Exception {
        Answer answer = ada().ask("scoped", request());

        assertThat(answer.response()).as(answer.text()).isEqualTo("Done");
        assertScoped(visits.taken());
    }

    @Test
    void application_inAStream_hasARequestOfTheRun() throws Exception {
        StreamedAnswer streamed = ada().stream("scoped", request());

        assertThat(streamed.errors()).isEmpty();
        assertScoped(visits.taken());
    }

    private static ObjectNode request() {
        return AgencyClient.says(SCRIPT).put("thread_id", UUID.randomUUID().toString());
    }

    private static void assertScoped(List<Visits.Seen> seen) throws InterruptedException {
        Map<String, Set<String>> byPlace =
                seen.stream().collect(groupingBy(Visits.Seen::where, mapping(Visits.Seen::visit, toSet())));
        Set<String> ofTheRun = byPlace.get("load");
        Set<String> ofTheDelegatedRun = byPlace.get("instructions of Helper");

        assertThat(seen).extracting(Visits.Seen::who).containsOnly("ada");
        assertThat(ofTheRun).hasSize(1);
        assertThat(byPlace)
                .containsEntry("input guardrail of Lead", ofTheRun)
                .containsEntry("instructions of Lead", ofTheRun)
                .containsEntry("output guardrail of Lead", ofTheRun)
                .containsEntry("save", ofTheRun);
        assertThat(ofTheDelegatedRun).hasSize(1).doesNotContainAnyElementsOf(ofTheRun);
        assertThat(byPlace)
                .containsEntry("input guardrail of Helper", ofTheDelegatedRun)
                .containsEntry("output guardrail of Helper", ofTheDelegatedRun);
        // Calls may run side by side, which a session or a transaction does not survive: each has its own.
        assertThat(byPlace.get("tool"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(ofTheRun)
                .doesNotContainAnyElementsOf(ofTheDelegatedRun);
        Model.until("all beans of the scope are destroyed", () -> Visit.open() == 0);
    }

    private AgencyClient ada() {
        return AgencyClient.at(base)
                .with("Authorization", "Bearer " + OidcServer.current().token("ada", "manager"));
    }
}
