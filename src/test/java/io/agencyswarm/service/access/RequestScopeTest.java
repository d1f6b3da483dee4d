package io.agencyswarm.service.access;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.OidcServer;
import io.agencyswarm.testing.Visit;
import io.agencyswarm.testing.Visits;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Request-scoped beans in application code: the same for a plain answer and for a stream. */
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
        ServiceAnswer answer = ada().ask("scoped", request());

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
        return ServiceClient.says(SCRIPT).put("thread_id", UUID.randomUUID().toString());
    }

    private static void assertScoped(List<Visits.Seen> seen) throws InterruptedException {
        assertThat(seen).extracting(Visits.Seen::who).containsOnly("ada");
        assertThat(seen)
                .extracting(Visits.Seen::where)
                .contains(
                        "load",
                        "input guardrail of Lead",
                        "instructions of Lead",
                        "instructions of Helper",
                        "input guardrail of Helper",
                        "output guardrail of Helper",
                        "tool",
                        "output guardrail of Lead",
                        "save");
        assertThat(seen)
                .as("the class loader is the application's, by which libraries find its classes")
                .extracting(Visits.Seen::classes)
                .containsOnly(Visits.class.getClassLoader());
        assertThat(seen.stream().map(Visits.Seen::visit).distinct())
                .as("the contexts of one run")
                .hasSize(1);
        Model.until("all beans of the scope are destroyed", () -> Visit.open() == 0);
    }

    private ServiceClient ada() {
        return ServiceClient.at(base)
                .with("Authorization", "Bearer " + OidcServer.current().token("ada", "manager"));
    }
}
