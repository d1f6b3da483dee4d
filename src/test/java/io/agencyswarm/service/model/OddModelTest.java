package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model server that can't be reached or uses another protocol, behind a service with a token. */
@QuarkusTest
@TestProfile(OddModelProfile.class)
@Timeout(60)
class OddModelTest {

    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    private static final String CREATED =
            "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{}}\n\n";

    private static final String CUT = "data: {\"type\":\"response.incomplete\",\"response\":{\"incomplete_details\":{"
            + "\"reason\":\"max_output_tokens\"}}}\n\n";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base).with("Authorization", "Bearer " + OddModelProfile.TOKEN);
    }

    @Test
    void server_cannotBeReached_isReportedAndFoundAgain() throws Exception {
        OddModelServer.leave();
        try {
            assertFails("could not be reached");
        } finally {
            OddModelServer.listen();
        }
        OddModelServer.answers(EVENTS + CREATED
                + "data: {\"type\":\"response.output_item.done\",\"item\":{\"type\":\"message\",\"role\":\"assistant\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"Here again\"}]}}\n\n"
                + "data: {\"type\":\"response.completed\",\"response\":{}}\n\n");
        assertThat(client.ask("basic", "Hello again").response()).isEqualTo("Here again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: this is no JSON\n\n",
                "data: {\"type\":\n\n",
                "data: []\n\n",
                "data: {}\n\n",
                "data: 7\n\n"
            })
    void event_isNoEvent_failsTheRun(String event) throws Exception {
        OddModelServer.answers(EVENTS + CREATED + event);

        assertFails("Agent Assistant: ");
        assertThat(OddModelServer.requests())
                .as("nothing is sent again once an answer began")
                .isEqualTo(2);
    }

    @Test
    void event_isTooLarge_failsTheRun() throws Exception {
        OddModelServer.answers(
                EVENTS + CREATED + "data: {\"type\":\"x\",\"fill\":\"" + "x".repeat(200_000) + "\"}\n\n");

        assertFails("larger than 100000 bytes");
    }

    @Test
    void answer_endsBeforeItIsWhole_failsTheRun() throws Exception {
        OddModelServer.answers(EVENTS + CREATED);

        assertFails("ended before it was complete");
    }

    @Test
    void answer_isJsonInsteadOfEvents_failsTheRun() throws Exception {
        OddModelServer.answers(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"hello\":\"x\"}");

        assertFails("Agent Assistant: ");
    }

    @Test
    void refusal_isPageOfProxys_isReportedAsItIsAfterThreeTries() throws Exception {
        String page = "<html><body>Bad gateway</body></html>";
        OddModelServer.answers("HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: " + page.length()
                + "\r\nConnection: close\r\n\r\n" + page);

        assertFails("answered 502");
        assertThat(OddModelServer.requests()).isEqualTo(6);
    }

    @Test
    void refusal_hasNoBody_isReportedByItsReason() throws Exception {
        OddModelServer.answers("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");

        assertFails("answered 403: Forbidden");
    }

    @Test
    void refusal_saysKeyAgain_isReportedWithoutIt() throws Exception {
        String body = "{\"error\":{\"message\":\"Incorrect API key provided: " + OddModelServer.KEY
                + ". You can find yours elsewhere\"}}";
        OddModelServer.answers("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);

        assertFails("Incorrect API key provided");
    }

    @Test
    void answer_isNoHttp_failsTheRun() throws Exception {
        OddModelServer.answers("SSH-2.0-OpenSSH_9.9\r\n");

        assertFails("Agent Assistant: ");
    }

    /** Hosts of the internal network, in every notation, which are forbidden by default. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9/v1",
                "http://127.0.0.1/v1",
                "http://localhost:9/v1",
                "http://LOCALHOST.:9/v1",
                "http://a.localhost/v1",
                "http://[::1]:9/v1",
                "http://[::ffff:127.0.0.1]:9/v1",
                "http://10.0.0.1/v1",
                "http://192.168.1.1:8080/v1",
                "http://169.254.169.254/latest/meta-data",
                "http://[fd00:ec2::254]/v1",
                "http://[64:ff9b::a9fe:a9fe]/v1",
                "http://0.0.0.0:9/v1",
                "http://2130706433:9/v1",
                "http://0x7f000001:9/v1",
                "http://127.1:9/v1",
                "http://0177.0.0.1:9/v1"
            })
    void client_namesAnInnerHost_is422AndNothingIsSent(String address) throws Exception {
        OddModelServer.answers(EVENTS);
        ObjectNode body = ServiceClient.says("Say something");
        body.putObject("client_config").put("base_url", address).put("api_key", "sk-own");
        ServiceAnswer refused = client.ask("basic", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.body().at("/detail/0/loc").toString())
                .isEqualTo("[\"body\",\"client_config\",\"base_url\"]");
        assertThat(refused.text()).contains("agency-swarm.client-config.allowed-hosts");
        assertThat(OddModelServer.requests()).isZero();
    }

    @Test
    void client_namesTheServicesOwnServer_isServed() throws Exception {
        OddModelServer.answers(
                EVENTS + CREATED + says("Here") + "data: {\"type\":\"response.completed\",\"response\":{}}\n\n");
        ObjectNode body = ServiceClient.says("Say something");
        body.putObject("client_config").put("base_url", OddModelServer.url()).put("api_key", "sk-own");

        assertThat(client.ask("basic", body).response()).isEqualTo("Here");
    }

    @Test
    void client_namesAHostThatIsUnknown_failsAsAnUnreachableModelDoes() throws Exception {
        ObjectNode body = ServiceClient.says("Say something");
        body.putObject("client_config")
                .put("base_url", "http://nobody.invalid/v1")
                .put("api_key", "sk-own");
        ServiceAnswer failed = client.ask("basic", body);

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body().path("error").asText())
                .startsWith("Agent Assistant: ")
                .contains("could not be reached", "unknown or not allowed", "client_config.base_url");
    }

    @Test
    void docs_withAToken_areOpenAndTheRestIsNot() throws Exception {
        ServiceClient other = ServiceClient.at(base);

        assertThat(other.get("/openapi.json").status()).isEqualTo(200);
        assertThat(other.get("/openapi.json").body().path("openapi").asText()).startsWith("3.1");
        assertThat(other.get("/docs/").status()).isEqualTo(200);
        for (String path : new String[] {
            "/basic/get_metadata", "/docs/../basic/get_metadata", "/docs/%2e%2e/basic/get_metadata", "/docsx", "/"
        }) {
            assertThat(other.get(path).status()).as(path).isEqualTo(401);
        }
    }

    private void assertFails(String answer) throws Exception {
        ServiceAnswer plain = client.ask("basic", "Say something");
        assertThat(plain.status()).isEqualTo(500);
        assertThat(plain.body().path("error").asText())
                .startsWith("Agent Assistant: ")
                .contains(answer);
        StreamedAnswer streamed = client.stream("basic", "Say something");
        assertThat(streamed.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.path("error").asText())
                        .startsWith("Agent Assistant: ")
                        .contains(answer));
        assertThat(Cancels.kinds(streamed.newMessages())).containsExactly("user");
        assertThat(streamed.frames().getLast().name()).isEqualTo("end");
        for (String text : new String[] {plain.text(), streamed.frames().toString()}) {
            assertThat(text).doesNotContain(OddModelServer.KEY, "Exception", " at io.", "com.fasterxml");
        }
    }

    @Test
    void quickReply_answerCutShort_isNotCached() throws Exception {
        OddModelServer.answers(EVENTS + CREATED + says("Good d") + CUT);

        assertThat(client.ask("basic", "hi").response()).isEqualTo("Good d");
        assertThat(client.ask("basic", "hi").response()).isEqualTo("Good d");
        assertThat(OddModelServer.requests()).isEqualTo(2);
    }

    @Test
    void answer_cutBeforeFirstWord_fails() throws Exception {
        OddModelServer.answers(EVENTS + CREATED + CUT);

        assertFails("cut off by max_output_tokens before it said anything; raise the agent's maxOutputTokens");
    }

    @Test
    void outputType_answerCutShort_errorNamesLimit() throws Exception {
        OddModelServer.answers(EVENTS + CREATED + says("{\\\"answer\\\":\\\"y") + CUT);

        assertThat(client.ask("typed", "Judge").body().path("error").asText())
                .startsWith("Agent Judge: its answer is not a valid ")
                .contains("The model's output was cut off by max_output_tokens; raise the agent's maxOutputTokens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
                        + "{\"error\":{\"message\":\"No: Basic dXNlcjpwYXNz, dXNlcjpwYXNz, tenant-0a1b2c3d\"}}",
                EVENTS + CREATED + "data: {\"type\":\"response.failed\",\"response\":{\"error\":{\"message\":"
                        + "\"No: Basic dXNlcjpwYXNz, dXNlcjpwYXNz, tenant-0a1b2c3d\"}}}\n\n"
            })
    void server_repeatsClientsHeaders_isReportedWithoutThem(String answer) throws Exception {
        OddModelServer.answers(answer);
        ObjectNode body = ServiceClient.says("Say something");
        body.putObject("client_config")
                .putObject("default_headers")
                .put("Authorization", "Basic dXNlcjpwYXNz")
                .put("X-Tenant", "tenant-0a1b2c3d");

        assertThat(client.ask("basic", body).body().path("error").asText())
                .contains("No: …, …, …")
                .doesNotContain("dXNlcjpwYXNz", "0a1b2c3d");
    }

    private static String says(String text) {
        return "data: {\"type\":\"response.output_item.done\",\"item\":{\"type\":\"message\",\"role\":\"assistant\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"" + text + "\"}]}}\n\n";
    }
}
