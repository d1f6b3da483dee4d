package io.agencyswarm.service.tool;

import static io.agencyswarm.service.ServiceClient.delegate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shared tools of an agency. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class SharedToolsTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void sharedTool_eachAgent_canCallIt() throws Exception {
        String diver = "call note {\"text\":\"deep\"} ;; text Noted";

        ServiceAnswer answer =
                client.ask("pool", delegate("Diver", diver) + " ;; call note {\"text\":\"wet\"} ;; text Done");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Done");
        List<ObjectNode> requests = Model.requests();
        assertThat(requests).hasSize(5).allSatisfy(request -> {
            assertThat(texts(request.path("tools"), "name")).contains("note");
            assertThat(texts(request.path("tools"), "type")).contains("web_search");
        });
        assertThat(requests.get(2).toString()).contains("deep");
    }

    @Test
    void metadata_hasTheSharedToolsOfEachAgent() throws Exception {
        JsonNode metadata = client.get("/pool/get_metadata").body();

        assertThat(metadata.path("nodes"))
                .filteredOn(node -> node.path("type").asText().equals("agent"))
                .hasSize(2)
                .allSatisfy(node ->
                        assertThat(texts(node.at("/data/tools"), "name")).contains("note", "web_search"));
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(entry.path(field).asText()));
        return texts;
    }
}
