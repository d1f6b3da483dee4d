package io.agencyswarm.service.run;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.run.lifecycle.ActiveRuns;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cancel after each frame of a run with a tool and a delegation, in both modes. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(120)
class CancelAnywhereTest {

    private static final String SCRIPT = "call whoami {} ;; "
            + delegate("Developer", "call add {\"a\":1,\"b\":2} ;; say 3 every 2ms") + " ;; say 3 every 2ms";

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRuns runs;

    @ParameterizedTest
    @ValueSource(strings = {"immediate", "after_turn"})
    void cancel_afterAnyFrame_endsTheStreamWithAValidHistory(String mode) throws Exception {
        ServiceClient client = ServiceClient.at(base);
        int frames = client.stream("team", SCRIPT).frames().size();
        assertThat(frames).isGreaterThan(30);
        int cancelled = 0;
        for (int after = 1; after < frames; after++) {
            try (LiveStream stream = client.open("team", SCRIPT)) {
                String runId = stream.runId();
                int[] left = {after};
                if (after > 1) {
                    stream.await(_ -> --left[0] == 1);
                }
                ServiceAnswer answer = client.cancelLater("team", runId, mode).get(30, TimeUnit.SECONDS);
                StreamedAnswer remaining = stream.rest();

                assertThat(answer.status())
                        .as("frame %d: %s", after, answer.text())
                        .isIn(200, 404);
                assertThat(remaining.happenings()).endsWith("messages", "end");
                assertThat(remaining.errors()).isEmpty();
                assertThat(runs.find(runId)).isEmpty();
                if (answer.status() == 200) {
                    cancelled++;
                    assertThat(remaining.newMessages()).isEqualTo(answer.newMessages());
                }
                Model.assertGoesOn(client, "team", remaining.newMessages());
            }
        }
        assertThat(cancelled).as("cancels that came in time").isGreaterThan(frames / 2);
        Model.awaitClosed();
    }
}
