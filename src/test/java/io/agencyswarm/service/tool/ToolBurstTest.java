package io.agencyswarm.service.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.run.lifecycle.ActiveRuns;
import io.agencyswarm.service.CrowdedProfile;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tool whose output exceeds the limit of a run. */
@QuarkusTest
@TestProfile(CrowdedProfile.class)
@Timeout(60)
class ToolBurstTest {

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRuns runs;

    @Test
    void output_ofFiftyMebibytes_failsTheRunAndIsNotKept() throws Exception {
        ServiceClient client = ServiceClient.at(base);
        Model.forget();

        StreamedAnswer streamed = client.stream("workshop", "call burst {} ;; text Done");

        assertThat(streamed.errors()).hasSize(1);
        assertThat(streamed.errors().toString()).contains("Agent Foreman", "agency-swarm.limits.run-bytes");
        assertThat(streamed.happenings()).endsWith("messages", "end");
        assertThat(streamed.frames().toString().length()).isLessThan(100_000);
        assertThat(Model.requests()).hasSize(1);
        assertThat(runs.find(streamed.runId())).isEmpty();
        Model.assertGoesOn(client, "workshop", streamed.newMessages());
    }
}
