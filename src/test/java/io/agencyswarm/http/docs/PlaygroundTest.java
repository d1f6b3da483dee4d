package io.agencyswarm.http.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.contract.TokenProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files and headers of the playground. Browser tests cover its behavior. */
@QuarkusTest
@TestProfile(TokenProfile.class)
class PlaygroundTest {

    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("from ?['\"]([^'\"]+)['\"]");

    @Test
    void page_askedFor_isOpenAndKeepsToItsHost() {
        Response page = given().get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.contentType()).isEqualToIgnoringCase("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self';", "style-src 'self';")
                .doesNotContain("unsafe", "http", "*");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.asString()).contains("playground/app.js").doesNotContain("://");
        given().head("/").then().statusCode(200);
    }

    /** It tells the page whether the store is persistent, without a request. */
    @Test
    void page_askedFor_namesTheKindOfTheStore() {
        assertThat(given().get("/").asString()).contains("data-store=\"memory\"");
    }

    @Test
    void scripts_withAllTheyImport_areThereForEveryone() {
        Set<String> seen = new HashSet<>();
        Deque<URI> open = new ArrayDeque<>();
        String page = given().get("/").asString();
        LOADED.matcher(page).results().forEach(match -> open.add(URI.create("/").resolve(match.group(1))));
        while (!open.isEmpty()) {
            URI address = open.remove();
            if (!seen.add(address.getPath()) || address.getPath().startsWith("/docs")) {
                continue;
            }
            Response file = given().get(address.getPath());
            assertThat(file.statusCode()).as(address.getPath()).isEqualTo(200);
            if (address.getPath().matches(".*\\.m?js")) {
                assertThat(file.contentType()).as(address.getPath()).startsWith("text/javascript");
                IMPORTED.matcher(file.asString())
                        .results()
                        .map(MatchResult::group)
                        .map(IMPORTED::matcher)
                        .filter(match -> match.find() && match.group(1).startsWith("."))
                        .forEach(match -> open.add(address.resolve(match.group(1))));
            }
        }

        assertThat(seen)
                .contains("/playground/app.js", "/playground/playground.css", "/playground/icon.svg")
                .anyMatch(path -> path.contains("lit-html"))
                .anyMatch(path -> path.contains("marked"))
                .anyMatch(path -> path.contains("dompurify"));
    }

    @Test
    void ownFiles_ofAnotherVersion_areNotKept() {
        assertThat(given().get("/playground/app.js").header("Cache-Control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/travel/get_metadata",
                // The path that an agency of this name would have.
                "/playground/get_metadata",
                "/playground/get_response",
                "/_static/get_metadata",
                "/playground/../travel/get_metadata",
                "/playground/app.js/../../travel/get_metadata",
                "/playground/%2e%2e/travel/get_metadata",
                "/playground/x.js/get_metadata",
                "/anything"
            })
    void everythingElse_withoutToken_is401(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(401);
    }
}
