package io.agencyswarm.http.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about the API. */
@QuarkusTest
class DocsTest {

    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/", "/redoc", "/redoc/"})
    void page_askedFor_isHtml(String path) {
        Response page = given().get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.asString()).contains("Agency Swarm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/", "/redoc/"})
    void page_asItIs_loadsOnlyWhatIsHere(String path) {
        String page = given().get(path).asString();
        List<String> loaded = LOADED.matcher(page)
                .results()
                .map(match -> match.group(1))
                .filter(address -> !address.startsWith("data:"))
                .toList();

        assertThat(page).doesNotContain("://").contains("openapi.json");
        assertThat(loaded).isNotEmpty().anyMatch(address -> address.endsWith(".js"));
        assertThat(loaded)
                .allSatisfy(
                        address -> given().get(URI.create(path).resolve(address).getPath())
                                .then()
                                .statusCode(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/", "/redoc/"})
    void page_byItsPolicy_mayAskNoOtherHost(String path) {
        String policy = given().get(path).header("Content-Security-Policy");

        assertThat(policy).contains("default-src 'none'", "connect-src 'self';", "img-src 'self' data:;");
        assertThat(policy).doesNotContain("http");
    }

    @Test
    void redoc_withoutSlash_leadsToThePageOfThisHost() {
        for (String path : List.of("/redoc", "//redoc")) {
            Response answer =
                    given().redirects().follow(false).urlEncodingEnabled(false).get(path);

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.header("Location")).isEqualTo("/redoc/");
        }
    }

    @Test
    void swagger_asItIs_asksNoValidator() {
        Matcher validator = Pattern.compile("validatorUrl: '([^']*)'")
                .matcher(given().get("/docs/").asString());

        assertThat(validator.find()).isTrue();
        assertThat(validator.group(1)).isEqualTo("none");
    }
}
