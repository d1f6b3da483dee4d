package io.agencyswarm.service.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.DrawingTools;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures and files that tools return. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ToolOutputsTest {

    private static final String PICTURE = "data:image/png;base64," + DrawingTools.PNG;

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mixed     | [{'type':'input_image','image_url':'https://example.org/a.png'},"
                        + "{'type':'input_text','text':'Two of them.'},{'type':'input_file','file_id':'file-1'}]",
                "captioned | [{'type':'input_text','text':'Before:'},"
                        + "{'type':'input_image','image_url':'PICTURE','detail':'auto'},"
                        + "{'type':'input_text','text':'{\"after\":1}'}]",
                "contents  | [{'type':'input_text','text':'Look:'},"
                        + "{'type':'input_image','image_url':'PICTURE','detail':'high'},"
                        + "{'type':'input_file','file_data':'data:application/pdf;base64,JVBERi0=',"
                        + "'filename':'document.pdf'},{'type':'input_file','file_url':'https://example.org/a.pdf'}]",
            },
            quoteCharacter = '~')
    void output_ofSeveralParts_goesToTheModelAsParts(String tool, String expected) throws Exception {
        ServiceAnswer answer = client.ask("drawing", "call " + tool + " {} ;; text Done");

        assertThat(answer.response()).isEqualTo("Done");
        assertThat(Model.lastInput().getLast().path("output"))
                .isEqualTo(Json.read(
                        expected.replace("\"", "\\\"").replace('\'', '"').replace("PICTURE", PICTURE)));
        Model.assertGoesOn(client, "drawing", answer.newMessages());
    }

    @Test
    void directCall_ofAToolWithAPicture_givesThePicture() throws Exception {
        ServiceAnswer answer = client.post("/tool/picture", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(Json.read("{\"response\":{\"type\":\"image\",\"image_url\":\"" + PICTURE
                        + "\",\"file_id\":null,\"detail\":\"auto\"}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sound {}                | what it returned is AudioContent, but only texts, images and PDFs can be"
                        + " sent to models",
                "drawing {}              | an image of type \"image/tiff\" can't be sent to models; supported types: "
                        + "[image/gif, image/jpeg, image/png, image/webp]",
                "local {}                | the address of an image is \"file:///etc/passwd\", but must begin with https:// or"
                        + " http://, or be data:<type>;base64,<bytes>",
                "large {\"bytes\":5242882} | an image or file that it returned has 5242882 bytes, but may have at most"
                        + " 5242880 (agency-swarm.limits.tool-media-bytes)",
            },
            quoteCharacter = '~')
    void output_noModelCanBeGiven_isSentenceAndRunContinues(String call, String why) throws Exception {
        ServiceAnswer answer = client.ask("drawing", "call " + call + " ;; text Went on");

        assertThat(answer.response()).isEqualTo("Went on");
        assertThat(Model.lastOutputs())
                .containsExactly("An error occurred in the tool " + call.split(" ")[0] + ": " + why);
    }

    @Test
    void output_ofATextAndAPictureThatIsTooLarge_keepsTheText() throws Exception {
        client.ask("drawing", "call album {\"bytes\":5242882} ;; text Went on");

        assertThat(Model.lastInput().getLast().path("output"))
                .isEqualTo(Json.read("[{\"type\":\"input_text\",\"text\":\"It was taken.\"},"
                        + "{\"type\":\"input_text\",\"text\":\"[An image or file of 5242882 bytes was left out. It may"
                        + " have at most 5242880 (agency-swarm.limits.tool-media-bytes).]\"}]"));
    }

    @Test
    void directCall_ofAPictureThatNoModelCanBeGiven_isItsError() throws Exception {
        ServiceAnswer answer = client.post("/tool/local", "{}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().path("Error").asText()).startsWith("the address of an image is");
    }

    /** Fourteen pictures of 5 MB exceed the 64 MiB that a run may hold. */
    @Test
    void pictures_togetherMoreThanRunMayKeep_endRun() throws Exception {
        String call = "call large {\"bytes\":5000000}";
        ServiceAnswer answer = client.ask("drawing", (call + " & ").repeat(13) + call + " ;; text Done");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().path("error").asText()).contains("agency-swarm.limits.run-bytes");
    }

    @Test
    void picture_ofADelegatedRun_isSeenByItsModelAlone() throws Exception {
        ServiceAnswer answer = client.ask(
                "drawing",
                ServiceClient.delegate("Painter", "call picture {} ;; text It is drawn") + " ;; text All done");

        assertThat(answer.response()).isEqualTo("All done");
        JsonNode last = Model.requests().getLast().path("input");
        assertThat(last.toString()).contains("It is drawn").doesNotContain("input_image");
    }
}
