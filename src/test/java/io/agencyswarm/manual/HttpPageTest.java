package io.agencyswarm.manual;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The answers that the page on the HTTP API shows are those of the demo to the requests above them. */
@QuarkusTest
class HttpPageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern CURL =
            Pattern.compile("(?m)^curl (?:-N )?\"?localhost:8000([^\\s\"]+)\"?(?:.* -d '(.*)')?$");
    private static final Pattern RUN_ID = Pattern.compile("\"run_id\":\"([^\"]+)\"");

    /** Values that differ between runs. */
    private static final Set<String> IDS = Set.of("id", "run_id", "agent_run_id", "run_trace_id", "item_id");

    /** A frame of a stream; {@code name} is empty if it has none. */
    private record Frame(String name, String data) {

        static List<Frame> of(String stream) {
            List<Frame> frames = new ArrayList<>();
            for (String text : stream.strip().split("\n\n")) {
                String name = "";
                String data = "";
                for (String line : text.split("\n")) {
                    if (line.startsWith("event: ")) {
                        name = line.substring("event: ".length());
                    } else if (line.startsWith("data: ")) {
                        data = line.substring("data: ".length());
                    }
                }
                frames.add(new Frame(name, data));
            }
            return frames;
        }

        boolean isAs(Frame example) {
            if (!name.equals(example.name)) {
                return false;
            }
            return example.data.startsWith("{")
                    ? misfits(json(example.data), json(data), "").isEmpty()
                    : data.equals(example.data);
        }
    }

    @Test
    void examples_ofThePage_areTheAnswersToItsRequests() {
        String answer = "";
        int examples = 0;
        for (MatchResult block : BLOCK.matcher(Pages.read(Pages.MANUAL.resolve("http.md")))
                .results()
                .toList()) {
            switch (block.group(1)) {
                case "json" -> {
                    JsonNode example = json(block.group(2));
                    assertThat(misfits(example, json(answer), "")).as(answer).isEmpty();
                    assertThat(json(answer).fieldNames())
                            .toIterable()
                            .containsExactlyInAnyOrderElementsOf(example::fieldNames);
                    examples++;
                }
                case "sse" -> {
                    assertSubsequence(Frame.of(block.group(2)), Frame.of(answer));
                    examples++;
                }
                default -> answer = sent(block.group(2), answer);
            }
        }
        assertThat(examples).isEqualTo(4);
    }

    /** Sends the requests of a block, and returns the last answer. */
    private static String sent(String block, String before) {
        String answer = before;
        for (MatchResult curl : CURL.matcher(block).results().toList()) {
            Matcher run = RUN_ID.matcher(answer);
            String path = curl.group(1).replace("$RUN", run.find() ? run.group(1) : "");
            Response response = curl.group(2) == null
                    ? given().urlEncodingEnabled(false).get(path)
                    : given().contentType(ContentType.JSON).body(curl.group(2)).post(path);
            assertThat(response.statusCode()).as(path).isIn(200, 202);
            answer = response.asString();
        }
        return answer;
    }

    private static void assertSubsequence(List<Frame> examples, List<Frame> actual) {
        Deque<Frame> left = new ArrayDeque<>(examples);
        for (Frame frame : actual) {
            if (!left.isEmpty() && frame.isAs(left.getFirst())) {
                left.removeFirst();
            }
        }
        assertThat(left).as("examples that no frame of %s is like", actual).isEmpty();
    }

    /** Returns the locations at which an answer differs from the example. The answer may have more fields. */
    private static List<String> misfits(JsonNode example, JsonNode actual, String place) {
        if (example.getNodeType() != actual.getNodeType() || example.size() > actual.size()) {
            return List.of(place + " is " + actual);
        }
        List<String> misfits = new ArrayList<>();
        example.properties()
                .forEach(field -> misfits.addAll(
                        misfits(field.getValue(), actual.path(field.getKey()), place + "/" + field.getKey())));
        for (int i = 0; example.isArray() && i < example.size(); i++) {
            misfits.addAll(misfits(example.get(i), actual.get(i), place + "/" + i));
        }
        boolean varies = IDS.contains(place.substring(place.lastIndexOf('/') + 1));
        if (example.isValueNode() && !example.isNumber() && !varies && !example.equals(actual)) {
            misfits.add(place + " is " + actual);
        }
        return misfits;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text + " is not JSON", e);
        }
    }
}
