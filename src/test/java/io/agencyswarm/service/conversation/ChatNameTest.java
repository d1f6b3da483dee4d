package io.agencyswarm.service.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names for conversations. The scripted model plays the same script for the name as for the answer. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ChatNameTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void name_askedFor_isInTheAnswer() throws Exception {
        ServiceAnswer answer = client.ask("basic", named("text Weather in Oslo"));

        assertThat(answer.body().path("chat_name").asText()).isEqualTo("Weather in Oslo");
        assertThat(answer.response()).isEqualTo("Weather in Oslo");
        assertThat(answer.body().at("/usage/request_count").asInt()).isEqualTo(2);
        assertThat(answer.newMessages()).hasSize(2);
        assertThat(Model.requests())
                .filteredOn(request -> request.path("instructions").asText().startsWith("Name the conversation"))
                // The request of a failed run, which is not waited for, may arrive during the next test.
                .filteredOn(request -> request.path("input").toString().contains("Weather in Oslo"))
                .singleElement()
                .satisfies(request -> assertThat(request.has("tools")).isFalse());
    }

    @Test
    void name_askedFor_isInTheStreamsLastData() throws Exception {
        StreamedAnswer streamed = client.stream("basic", named("text Weather in Oslo"));

        assertThat(streamed.messages().path("chat_name").asText()).isEqualTo("Weather in Oslo");
        assertThat(streamed.happenings().stream().filter("response.created"::equals))
                .as("the answer's own events")
                .hasSize(1);
    }

    @Test
    void name_notAskedFor_isNotThere() throws Exception {
        assertThat(client.ask("basic", "text Hi").body().has("chat_name")).isFalse();
        assertThat(client.ask("basic", ServiceClient.says("text Hi").put("generate_chat_name", false))
                        .body()
                        .has("chat_name"))
                .isFalse();
    }

    @Test
    void name_long_isCut() throws Exception {
        ServiceAnswer answer = client.ask("basic", named("text " + "😀".repeat(300)));

        assertThat(answer.body().path("chat_name").asText()).startsWith("😀").hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void name_canNotBeHad_leavesAnswerAsItIs() throws Exception {
        ServiceAnswer answer = client.ask("basic", named("call add {\"a\":1,\"b\":2} ;; text Three"));

        assertThat(answer.response()).isEqualTo("Three");
        assertThat(answer.body().has("chat_name"))
                .as("the model only called a tool for it")
                .isFalse();
    }

    @Test
    void name_ofAFailedRun_isNotWaitedFor() throws Exception {
        StreamedAnswer failed = client.stream("basic", named("fail 401"));

        assertThat(failed.errors()).hasSize(1);
        assertThat(failed.messages().has("chat_name")).isFalse();
        Model.awaitClosed();
    }

    private static ObjectNode named(String message) {
        return ServiceClient.says(message).put("generate_chat_name", true);
    }
}
