package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model server that refuses, disconnects or times out: the errors for clients, and the number of attempts. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ModelFaultsTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    fail 400                | 1 | answered 400: The fake model was told to fail with 400.
                    fail 401                | 1 | answered 401: The fake model was told to fail with 401.
                    fail 404                | 1 | answered 404: The fake model was told to fail with 404.
                    fail 408                | 3 | answered 408: The fake model was told to fail with 408.
                    fail 409                | 3 | answered 409: The fake model was told to fail with 409.
                    fail 429 after 5ms      | 3 | answered 429: The fake model was told to fail with 429.
                    fail 500                | 3 | answered 500: The fake model was told to fail with 500.
                    fail 503                | 3 | answered 503: The fake model was told to fail with 503.
                    refuse                  | 3 | the model's server broke the connection
                    drop                    | 1 | in the middle of its answer
                    half                    | 1 | ended before it was complete
                    broken                  | 1 | the model server reported a failure:
                    """)
    void run_modelFails_saysWhoAndWhatAndHowOftenWasRight(String script, int tries, String answer) throws Exception {
        ServiceAnswer plain = client.ask("basic", script);

        assertThat(plain.status()).isEqualTo(500);
        assertThat(plain.body().properties()).hasSize(1);
        assertTellsOf(plain.body(), answer);
        assertThat(Model.requests()).hasSize(tries);

        Model.forget();
        StreamedAnswer streamed = client.stream("basic", script);

        assertThat(streamed.status()).isEqualTo(200);
        assertThat(streamed.errors()).singleElement().satisfies(error -> {
            assertTellsOf(error, answer);
            assertThat(error.at("/data/type").asText()).isEqualTo("error");
            assertThat(error.at("/data/content")).isEqualTo(error.get("error"));
        });
        assertEndsWell(streamed, "user");
        assertThat(Model.requests()).hasSize(tries);
        assertStillAnswers();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    times 1 fail 429 after 1 | text Here I am    ; 2
                    times 2 fail 429 after 5ms | text Here I am  ; 3
                    times 2 fail 500 | text Here I am            ; 3
                    times 1 refuse | text Here I am              ; 2
                    times 2 refuse | text Here I am              ; 3
                    bytewise text Here I am                      ; 1
                    """)
    void run_modelFailsBeforeItsFirstByteAndThenAnswers_hasTheAnswer(String script, int tries) throws Exception {
        ServiceAnswer plain = client.ask("basic", script);

        assertThat(plain.status()).as(plain.text()).isEqualTo(200);
        assertThat(plain.response()).isEqualTo("Here I am");
        assertThat(Model.requests()).hasSize(tries);

        Model.forget();
        StreamedAnswer streamed = client.stream("basic", script);

        assertThat(streamed.errors()).isEmpty();
        assertEndsWell(streamed, "user", "assistant");
        assertThat(Model.requests()).hasSize(tries);
        assertThat(streamed.messages().at("/usage/request_count").asInt())
                .as("requests that were refused cost nothing")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"fail 400", "drop", "half", "broken", "refuse"})
    void run_modelFailsInItsSecondTurn_keepsTheFirst(String script) throws Exception {
        StreamedAnswer streamed = client.stream("basic", "call add {\"a\":1,\"b\":2} ;; " + script);

        assertThat(streamed.errors()).hasSize(1);
        assertEndsWell(streamed, "user", "function_call", "function_call_output");
        assertThat(streamed.messages().at("/usage/request_count").asInt()).isEqualTo(1);
        assertThat(streamed.messages().at("/usage/input_tokens").asInt()).isPositive();
        Model.assertGoesOn(client, "basic", streamed.newMessages());
    }

    @Test
    void run_modelFailsInADelegatedRun_namesTheAgentThatFailed() throws Exception {
        client.ask("team", ServiceClient.delegate("Developer", "fail 401") + " ;; text So be it");

        assertThat(Model.lastOutputs()).singleElement().asString().contains("Agent Developer: ", "answered 401");
    }

    private void assertStillAnswers() throws Exception {
        assertThat(client.ask("basic", "text Still here").response()).isEqualTo("Still here");
    }

    private static void assertTellsOf(JsonNode failure, String answer) {
        assertThat(failure.path("error").asText())
                .startsWith("Agent Assistant: ")
                .contains(answer)
                .endsWith(".")
                .doesNotEndWith("..")
                .doesNotContain("sk-test", "Exception", " at io.", "\n");
    }

    private static void assertEndsWell(StreamedAnswer streamed, String... items) {
        List<AnswerFrame> frames = streamed.frames();
        assertThat(frames.getFirst().name()).isEqualTo("meta");
        assertThat(frames.get(frames.size() - 2).name()).isEqualTo("messages");
        assertThat(frames.getLast().name()).isEqualTo("end");
        assertThat(streamed.messages().path("cancelled").booleanValue()).isFalse();
        assertThat(streamed.messages().path("usage").isObject()).isTrue();
        List<String> kinds = StreamSupport.stream(streamed.newMessages().spliterator(), false)
                .map(item -> item.path("role").asText(item.path("type").asText()))
                .toList();
        assertThat(kinds).containsExactly(items);
        assertThat(frames.toString()).doesNotContain("sk-test");
    }
}
