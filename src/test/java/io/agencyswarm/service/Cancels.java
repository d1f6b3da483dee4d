package io.agencyswarm.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** The assertions for every cancel. */
public final class Cancels {

    /** The event that shows that text is streaming. */
    public static final String DELTA = "response.output_text.delta";

    private Cancels() {}

    /** Cancels a run immediately and checks the answer. */
    public static ServiceAnswer cancel(ServiceClient client, String agency, LiveStream stream) throws Exception {
        String runId = stream.runId();
        ServiceAnswer answer = client.cancel(agency, runId);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode body = answer.body();
        assertThat(body.path("ok").booleanValue()).isTrue();
        assertThat(body.path("run_id").asText()).isEqualTo(runId);
        assertThat(body.path("cancelled").booleanValue()).isTrue();
        assertThat(body.path("cancel_mode").asText()).isEqualTo("immediate");
        assertThat(body.path("timed_out").booleanValue()).isFalse();
        return answer;
    }

    /** Reads a stream to its end and checks that it agrees with the cancel's answer. */
    public static void assertEndsCancelled(LiveStream stream, ServiceAnswer cancelled) throws Exception {
        StreamedAnswer streamed = stream.rest();
        assertThat(streamed.errors()).isEmpty();
        assertThat(streamed.messages().path("cancelled").booleanValue()).isTrue();
        assertThat(streamed.messages().path("usage").isObject()).isTrue();
        assertThat(streamed.newMessages()).isEqualTo(cancelled.newMessages());
        assertThat(streamed.frames().getLast().name()).isEqualTo("end");
    }

    /** Returns the role of each message and the type of each other item. */
    public static List<String> kinds(ArrayNode items) {
        List<String> kinds = new ArrayList<>();
        items.forEach(
                item -> kinds.add(item.path("role").asText(item.path("type").asText())));
        return kinds;
    }
}
