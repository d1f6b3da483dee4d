package io.agencyswarm.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.OwnLogin;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First messages with a cached answer. The cache lives as long as the service, which each test takes into account. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class QuickReplyTest {

    private static final String REPLY = "text Good day";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() throws Exception {
        client = ServiceClient.at(base);
        client.ask("reception", REPLY);
        Model.forget();
    }

    @Test
    void reply_askedAgain_isAnsweredWithoutTheModel() throws Exception {
        ServiceAnswer answer = client.ask("reception", "  " + REPLY.toUpperCase(Locale.ROOT) + "\n");

        assertThat(answer.response()).isEqualTo("Good day");
        assertThat(answer.body().at("/usage/request_count").asInt()).isZero();
        assertThat(answer.body().at("/usage/total_tokens").asInt()).isZero();
        assertThat(Model.requests()).isEmpty();
        Model.assertGoesOn(client, "reception", answer.newMessages());
    }

    @Test
    void reply_askedAgain_isStreamedAsTheModelWould() throws Exception {
        StreamedAnswer existing = client.stream("reception", REPLY);
        StreamedAnswer request = client.stream("basic", REPLY);

        assertThat(existing.happenings().stream().distinct())
                .containsExactlyElementsOf(
                        request.happenings().stream().distinct().toList());
        assertThat(existing.newMessages().get(1).at("/content/0/text").asText()).isEqualTo("Good day");
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void reply_noFirstOrPlainMessage_goesToModel() throws Exception {
        client.ask(
                "reception",
                ServiceClient.says(REPLY, client.ask("basic", "text Hi").newMessages()));
        client.ask("reception", ServiceClient.says(REPLY).put("additional_instructions", "Be kind."));
        ObjectNode context = ServiceClient.says(REPLY);
        context.putObject("user_context").put("tenant", "acme");
        client.ask("reception", context);
        ObjectNode attached = ServiceClient.says(REPLY);
        attached.putArray("file_ids").add("file-1");
        client.ask("reception", attached);
        ObjectNode bound = ServiceClient.says(REPLY);
        bound.putObject("client_config").put("model", "gpt-4o-mini");
        client.ask("reception", bound);

        assertThat(Model.requests()).hasSize(6);
    }

    /** Beans that the run calls see who the caller is, so the answer may be for this caller alone. */
    @ParameterizedTest
    @CsvSource({OwnLogin.USER + ", text Good evening", OwnLogin.ROLE + ", text Good night"})
    void reply_callerHasALoginOfTheApplication_isNotCached(String header, String reply) throws Exception {
        client.with(header, "ada").ask("reception", reply);
        client.with(header, "bob").ask("reception", reply);
        client.ask("reception", reply);
        assertThat(Model.requests()).hasSize(3);

        client.with(header, "ada").ask("reception", reply);
        client.ask("reception", reply);

        assertThat(Model.requests())
                .as("the answer to callers without a login is theirs alone")
                .hasSize(4);
    }

    @Test
    void reply_ofAnotherRoleOrWithFurtherFields_isNone() throws Exception {
        for (String item : List.of(
                "{\"role\":\"developer\",\"content\":\"text Good day\"}",
                "{\"role\":\"assistant\",\"content\":\"text Good day\"}",
                "{\"type\":\"message\",\"role\":\"user\",\"content\":\"text Good day\",\"id\":\"m\"}")) {
            ObjectNode body = ServiceClient.says("");
            body.putArray("message").add(Json.read(item));
            client.ask("reception", body);
        }

        assertThat(Model.requests()).hasSize(3);
    }

    @Test
    void reply_whoseAnswerFailed_isAskedAgain() throws Exception {
        assertThat(client.ask("reception", "fail 500").status()).isEqualTo(500);
        int requests = Model.requests().size();

        assertThat(client.ask("reception", "fail 500").status()).isEqualTo(500);
        assertThat(Model.requests()).hasSize(2 * requests);
    }

    @Test
    void reply_isLookedAtByGuardrailsAllTheSame() throws Exception {
        assertThat(client.ask("reception", "text Password").response()).isEqualTo("No passwords.");
        assertThat(client.ask("reception", "text Password").response()).isEqualTo("No passwords.");
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void starter_cachingDisabled_isNotCached() throws Exception {
        for (int i = 0; i < 2; i++) {
            client.ask("reception", "text Start");
            client.ask("reception", ServiceClient.says("text Start").put("recipient_agent", "Eager"));
        }

        assertThat(Model.requests().stream()
                        .map(request -> request.path("instructions").asText()))
                .containsOnlyOnce("You are Eager.")
                .filteredOn("You are Greeter."::equals)
                .hasSize(2);
    }

    @Test
    void reply_askedAgainWithAName_isNamedWithoutTheModel() throws Exception {
        ServiceAnswer answer = client.ask("reception", ServiceClient.says(REPLY).put("generate_chat_name", true));

        assertThat(answer.response()).isEqualTo("Good day");
        assertThat(answer.body().path("chat_name").asText()).isEqualTo(REPLY);
        assertThat(answer.body().at("/usage/request_count").asInt()).isZero();
        assertThat(Model.requests()).isEmpty();
    }
}
