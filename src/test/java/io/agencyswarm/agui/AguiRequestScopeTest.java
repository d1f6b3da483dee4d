package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.testing.ScriptedModelServer;
import io.agencyswarm.testing.Visits;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Request-scoped beans in application code. */
@QuarkusTest
@TestProfile(AguiProfile.class)
@Timeout(60)
class AguiRequestScopeTest {

    @TestHTTPResource
    URI base;

    @Inject
    Visits visits;

    @BeforeEach
    void setUp() {
        ScriptedModelServer.current().reset();
        visits.taken();
    }

    @Test
    void requestScope_withinRun_isActive() throws Exception {
        AguiEvents events = new AguiClient(base).run("scoped", "call visit {} ;; text Done");

        assertThat(events.text()).as(events.toString()).isEqualTo("Done");
        List<Visits.Seen> seen = visits.taken();
        assertThat(seen)
                .extracting(Visits.Seen::where)
                .containsExactly(
                        "input guardrail of Lead",
                        "instructions of Lead",
                        "tool",
                        "instructions of Lead",
                        "output guardrail of Lead");
        assertThat(seen.stream().map(Visits.Seen::visit).distinct()).hasSize(1);
    }
}
