package io.agencyswarm.manual;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The answers on the offline model's page are those of the demo. */
@QuarkusTest
class OfflinePageTest {

    private static final Pattern CURL = Pattern.compile("curl localhost:8000(\\S+) .* -d '(.*)' +# response: (.*)");

    @Test
    void curls_ofThePage_areAnsweredAsItSays() throws IOException {
        List<MatchResult> curls = CURL.matcher(Files.readString(Path.of("src/docs/offline.md")))
                .results()
                .toList();

        assertThat(curls).hasSize(4);
        for (MatchResult curl : curls) {
            given().contentType(ContentType.JSON)
                    .body(curl.group(2))
                    .post(curl.group(1))
                    .then()
                    .statusCode(200)
                    .body("response", equalTo(curl.group(3)));
        }
    }
}
