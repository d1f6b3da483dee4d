package io.agencyswarm.http.docs;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.contract.ContractProfile;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.AnswerSchemas;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document's schemas are those of the answers; the contract's recordings compare the other endpoints. */
@QuarkusTest
@TestProfile(ContractProfile.class)
class OpenApiAnswersTest {

    @TestHTTPResource
    URI base;

    private AnswerSchemas schemas;

    @BeforeEach
    void setUp() {
        schemas = AnswerSchemas.at(base);
    }

    @Test
    void answers_aboutARun_fitTheDocument() {
        String path = "/basic/runs/" + start("about-a-run");

        JsonNode run = check(200, "GET", path + "?wait=30");
        JsonNode runs = check(200, "GET", "/basic/runs?thread_id=about-a-run");
        check(204, "DELETE", path);
        check(404, "GET", path);
        check(404, "DELETE", path);
        check(422, "GET", path + "?wait=soon");
        check(422, "GET", "/basic/runs?status=odd");

        assertThat(run.path("status").asText()).isEqualTo("completed");
        assertThat(runs.path("runs").size()).isEqualTo(1);
    }

    @Test
    void answers_aboutARunsStream_fitTheDocument() {
        String path = "/basic/runs/" + start("about-a-stream");
        check(200, "GET", path + "?wait=30");

        String[] frames = given().get(path + "/stream").asString().split("id: ", -1);
        check(204, "GET", path + "/stream?starting_after=" + (frames.length - 1));
        check(422, "GET", path + "/stream?starting_after=100000");
        check(422, "GET", path + "/stream?starting_after=-1");
        check(404, "GET", "/basic/runs/run_0/stream");
        check(400, "GET", path + "/stream", given().header("Last-Event-ID", "first"));
    }

    @Test
    void answers_aboutAThread_fitTheDocument() {
        String path = "/basic/threads/about-a-thread";
        check(200, "GET", "/basic/runs/" + start("about-a-thread") + "?wait=30");

        JsonNode thread = check(200, "GET", path);
        JsonNode threads = check(200, "GET", "/basic/threads");
        check(201, "POST", path + "/fork", "{\"after_item\": 1}");
        check(422, "POST", path + "/fork", "{\"after_item\": 1000}");
        check(422, "GET", path + "?limit=none");
        check(204, "DELETE", path);
        check(404, "GET", path);
        check(404, "POST", path + "/fork", "{}");

        assertThat(thread.path("items").size()).isEqualTo(2);
        assertThat(threads.path("threads")).isNotEmpty();
    }

    @Test
    void answers_whileARunIsLive_fitTheDocument() {
        String live = start("live", "say 100 every 100ms");
        String path = "/basic/runs/" + live;

        JsonNode run = check(200, "GET", path);
        check(200, "GET", "/basic/threads/live");
        check(409, "DELETE", path);
        check(409, "DELETE", "/basic/threads/live");
        check(409, "POST", "/basic/get_response", "{\"message\":\"x\",\"thread_id\":\"live\",\"on_busy\":\"reject\"}");
        check(200, "POST", "/basic/cancel_response_stream", "{\"run_id\": \"" + live + "\"}");
        check(200, "GET", path);

        assertThat(run.path("status").asText()).isIn("queued", "running");
    }

    @Test
    void frames_ofTheExample_fitTheDocument() {
        JsonNode document = Json.readOwn(given().get("/openapi.json").asByteArray());
        ObjectNode answer = Json.object().put("status", 200);
        String example = document.at("/paths/~1basic~1get_response_stream/post/responses/200/content")
                .at("/text~1event-stream/examples/stream/value")
                .asText();
        for (String frame : example.split("\n\n")) {
            answer.withArray("events").add(frame(frame));
        }

        assertThat(answer.path("events").size()).isEqualTo(6);
        assertThat(schemas.faults("POST", "/basic/get_response_stream", answer)).isEmpty();
        answer.withArray("events").addObject().put("event", "unheard_of");
        assertThat(schemas.faults("POST", "/basic/get_response_stream", answer)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"error\": \"broken\"}', 0",
        "'{\"error\": \"broken\", \"code\": 1}', 1",
        "'{\"error\": 1}', 1",
        "'{}', 1",
    })
    void faults_ofAnAnswer_areFound(String body, int faults) throws JsonProcessingException {
        ObjectNode answer = Json.object().put("status", 500);
        answer.set("body", Json.read(body));

        assertThat(schemas.faults("POST", "/basic/get_response", answer)).hasSize(faults);
    }

    @Test
    void faults_ofAnAnswerThatIsNotDocumented_areFound() {
        ObjectNode answer = Json.object().put("status", 418);

        assertThat(schemas.faults("POST", "/basic/get_response", answer)).hasSize(1);
        assertThat(schemas.faults("GET", "/teapot", answer)).isEmpty();
    }

    private static ObjectNode frame(String text) {
        ObjectNode frame = Json.object();
        text.lines().forEach(line -> {
            String[] field = line.split(": ", 2);
            boolean json = field[1].startsWith("{");
            frame.set(field[0], json ? Json.readOwn(field[1].getBytes(UTF_8)) : TextNode.valueOf(field[1]));
        });
        return frame;
    }

    private String start(String thread) {
        return start(thread, "text Hello");
    }

    private String start(String thread, String script) {
        ObjectNode request =
                Json.object().put("message", script).put("thread_id", thread).put("background", true);
        return check(202, "POST", "/basic/get_response", request.toString())
                .path("run_id")
                .asText();
    }

    private JsonNode check(int status, String method, String path) {
        return check(status, method, path, given());
    }

    private JsonNode check(int status, String method, String path, String body) {
        return check(
                status, method, path, given().contentType("application/json").body(body));
    }

    /** Sends a request, and compares the answer with the status and with the document. */
    private JsonNode check(int status, String method, String path, RequestSpecification request) {
        Response response = request.request(method, path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        ObjectNode answer = Json.object().put("status", status);
        JsonNode read =
                response.asByteArray().length == 0 ? MissingNode.getInstance() : Json.readOwn(response.asByteArray());
        answer.set("body", read);
        assertThat(schemas.has(method, path.split("\\?", 2)[0])).as(path).isTrue();
        assertThat(schemas.faults(method, path, answer)).isEmpty();
        return read;
    }
}
