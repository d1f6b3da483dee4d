package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.HostedModel;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pictures that the model creates: how often their bytes are sent, and conversations with several pictures. */
@QuarkusTest
@TestProfile(HostedProfile.class)
@Timeout(120)
class HostedPicturesTest {

    private static final int PICTURES = 5;
    private static final int BYTES = 2_000_000;

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
    }

    @Test
    void picture_inAStream_isSentTwice() throws Exception {
        String picture = picture(1, 3_000);
        HostedModel.plays(List.of(turn("ig_1", picture)));
        StreamedAnswer answer = client.stream("hosted", "Draw");

        List<String> holders = new ArrayList<>();
        for (AnswerFrame frame : answer.frames()) {
            if (frame.data().toString().contains(picture)) {
                holders.add(frame.what());
            }
        }
        assertThat(holders).containsExactly("tool_called", "messages");
        assertThat(raw(answer, "response.output_item.done").at("/item/result").isNull())
                .isTrue();
        assertThat(raw(answer, "response.completed")
                        .at("/response/output/0/result")
                        .isNull())
                .isTrue();
        assertThat(answer.newMessages().get(1).path("result").asText()).isEqualTo(picture);
        assertThat(client.ask("hosted", ServiceClient.says("Draw"))
                        .newMessages()
                        .get(1)
                        .path("result")
                        .asText())
                .isEqualTo(picture);
    }

    @Test
    void picture_ofARunInTheBackground_isInItsStreamAndInItsThread() throws Exception {
        String picture = picture(1, BYTES);
        String thread = UUID.randomUUID().toString();
        HostedModel.plays(List.of(turn("ig_1", picture)));
        StreamedAnswer answer = client.stream(
                "hosted", ServiceClient.says("Draw").put("thread_id", thread).put("background", true));

        assertThat(answer.newMessages().get(1).path("result").asText()).isEqualTo(picture);
        assertThat(answer.happenings()).contains("tool_called").endsWith("messages", "end");
    }

    @Test
    void pictures_ofAThread_goToTheProviderByTheirIds() throws Exception {
        String thread = UUID.randomUUID().toString();
        for (int i = 0; i < PICTURES; i++) {
            HostedModel.plays(List.of(turn("ig_" + i, picture(i, BYTES))));
            ServiceAnswer drawn =
                    client.ask("hosted", ServiceClient.says("Draw").put("thread_id", thread));
            assertThat(drawn.status())
                    .as(drawn.text().substring(0, Math.min(500, drawn.text().length())))
                    .isEqualTo(200);
        }
        ServiceAnswer last =
                client.ask("hosted", ServiceClient.says("Which is best?").put("thread_id", thread));

        assertThat(last.status()).isEqualTo(200);
        assertThat(sentPictures()).isEqualTo(byId());
    }

    @Test
    void pictures_clientSendsBackWithoutBytes_goByTheirIds() throws Exception {
        ArrayNode history = Json.array();
        for (int i = 0; i < PICTURES; i++) {
            HostedModel.plays(List.of(turn("ig_" + i, picture(i, BYTES))));
            ServiceAnswer drawn = client.ask("hosted", ServiceClient.says("Draw", history));
            assertThat(drawn.status()).isEqualTo(200);
            for (JsonNode item : drawn.newMessages()) {
                ((ObjectNode) item).remove("result");
                history.add(item);
            }
        }
        client.ask("hosted", ServiceClient.says("Which is best?", history));

        assertThat(sentPictures()).isEqualTo(byId());
    }

    @Test
    void pictures_wholeFromClient_areRefusedWithAdvice() throws Exception {
        ArrayNode history = Json.array();
        for (int i = 0; i < PICTURES; i++) {
            history.add(Model.item(turn("ig_" + i, picture(i, BYTES)).get(0).toString(), "Hosted", ""));
        }
        String body = ServiceClient.says("Which is best?", history).toString();

        for (ServiceAnswer refused :
                List.of(client.post("/hosted/get_response", body), client.postInChunks("/hosted/get_response", body))) {
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.body().path("detail").asText())
                    .contains("omit \"result\" in items of the type image_generation_call")
                    .contains("thread_id");
        }
    }

    @Test
    void pictures_ofAProviderThatKeepsNothing_goBackWithTheirBytes() throws Exception {
        String picture = picture(1, 3_000);
        HostedModel.plays(List.of(Json.array().add(turn("ig_1", picture).get(0)), turn("ig_2", picture)));
        client.ask("choosing", ServiceClient.says("Draw").put("recipient_agent", "Forgetful"));

        assertThat(sentPictures().get(0).path("result").asText()).isEqualTo(picture);
    }

    private static JsonNode raw(StreamedAnswer answer, String type) {
        return answer.frames().stream()
                .filter(frame -> frame.what().equals(type))
                .findFirst()
                .orElseThrow()
                .event()
                .path("data");
    }

    private static ArrayNode byId() {
        ArrayNode items = Json.array();
        for (int i = 0; i < PICTURES; i++) {
            items.addObject().put("type", "image_generation_call").put("id", "ig_" + i);
        }
        return items;
    }

    private static ArrayNode sentPictures() {
        ArrayNode sent = Json.array();
        for (JsonNode item : HostedModel.requests().getLast().path("input")) {
            if (item.path("type").asText().equals("image_generation_call")) {
                sent.add(item);
            }
        }
        return sent;
    }

    private static ArrayNode turn(String id, String picture) {
        ArrayNode turn = Json.array();
        turn.addObject()
                .put("id", id)
                .put("type", "image_generation_call")
                .put("status", "completed")
                .put("output_format", "png")
                .put("result", picture);
        ObjectNode message =
                turn.addObject().put("id", "msg_" + id).put("type", "message").put("role", "assistant");
        message.putArray("content").addObject().put("type", "output_text").put("text", "Here it is.");
        return turn;
    }

    private static String picture(int seed, int bytes) {
        byte[] random = new byte[bytes];
        new Random(seed).nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
