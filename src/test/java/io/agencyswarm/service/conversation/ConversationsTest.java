package io.agencyswarm.service.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which part of a client's {@code chat_history} an agent gets. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ConversationsTest {

    private static final String USER = "{\"type\":\"message\",\"role\":\"user\",\"content\":\"%s\"}";
    private static final String CALL =
            "{\"type\":\"function_call\",\"id\":\"fc_%1$s\",\"call_id\":\"%1$s\",\"name\":\"add\","
                    + "\"arguments\":\"{}\"}";
    private static final String OUTPUT = "{\"type\":\"function_call_output\",\"call_id\":\"%s\",\"output\":\"3\"}";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void items_ofOtherConversations_doNotReachTheModel() throws Exception {
        ArrayNode history = history(
                Model.item(USER.formatted("to the CEO"), "CEO", ""),
                Model.item(USER.formatted("to Developer"), "Developer", "CEO"),
                Model.item(USER.formatted("to CEO from Developer"), "CEO", "Developer"));

        ask("team", history);

        assertThat(messages()).containsExactly("to the CEO", "text Ok");
    }

    @Test
    void items_ofADelegatedConversation_reachItsAgentAgain() throws Exception {
        ArrayNode history = history(
                Model.item(USER.formatted("to the CEO"), "CEO", ""),
                Model.item(USER.formatted("to Developer"), "Developer", "CEO"));
        client.ask("team", ServiceClient.says(ServiceClient.delegate("Developer", "text Ok") + " ;; text So", history));

        assertThat(Model.requests().get(1).path("input").findValuesAsText("content"))
                .containsExactly("to Developer", "text Ok");
    }

    @Test
    void call_whoseOutputIsInAnotherConversation_isDropped() throws Exception {
        ask(
                "team",
                history(
                        Model.item(CALL.formatted("split"), "CEO", ""),
                        Model.item(OUTPUT.formatted("split"), "CEO", "Developer")));

        assertThat(messages()).containsExactly("text Ok");
    }

    @Test
    void newMessages_holdThisRunOnly() throws Exception {
        ServiceAnswer first = client.ask("basic", "text One");
        ServiceAnswer second = ask("basic", first.newMessages());

        assertThat(Cancels.kinds(second.newMessages())).containsExactly("user", "assistant");
    }

    private ServiceAnswer ask(String agency, ArrayNode history) throws Exception {
        ServiceAnswer answer = client.ask(agency, ServiceClient.says("text Ok", history));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static List<String> messages() {
        return Model.lastInput().stream()
                .map(item -> item.path("content").asText())
                .toList();
    }

    private static ArrayNode history(JsonNode... items) {
        return Json.object().arrayNode().addAll(List.of(items));
    }
}
