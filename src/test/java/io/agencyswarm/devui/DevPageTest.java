package io.agencyswarm.devui;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its content other than runs. */
@QuarkusTest
@TestProfile(DevProfile.class)
class DevPageTest {

    private static final String PAGE = "/q/agency-swarm/";
    private static final String CONCIERGE =
            "agencies.find { it.name == 'travel' }.agents.find { it.name == 'Concierge' }.";

    @ParameterizedTest
    @CsvSource({
        "'', text/html",
        "devui.js, text/javascript",
        "devui.css, text/css",
        "lit-html/lit-html.js, text/javascript",
        "lit-html/directive.js, text/javascript",
        "lit-html/directive-helpers.js, text/javascript",
        "lit-html/directives/repeat.js, text/javascript"
    })
    void file_ofThePage_isServedAndMayLoadNothingFromElsewhere(String file, String type) {
        given().get(PAGE + file)
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo(type + ";charset=utf-8"))
                .header(
                        "Content-Security-Policy",
                        allOf(containsString("default-src 'none'"), containsString("script-src 'self';")));
    }

    @Test
    void address_withoutItsSlash_leadsToThePage() {
        given().get("/q/agency-swarm").then().statusCode(200).body(containsString("devui.js"));
    }

    @Test
    void state_ofAnAgent_hasItsToolsFlowsAndWhoAnswers() {
        given().get(PAGE + "state")
                .then()
                .statusCode(200)
                .body("agencies.name", hasItem("helpdesk"))
                .body(CONCIERGE + "entryPoint", equalTo(true))
                .body(CONCIERGE + "tools", contains("PackingList"))
                .body(CONCIERGE + "asks", contains("Forecaster"))
                .body(CONCIERGE + "handsTo", empty())
                .body(CONCIERGE + "model.name", equalTo("gpt-5.4-mini"))
                .body(CONCIERGE + "model.byDefault", equalTo(true))
                .body(CONCIERGE + "model.client", equalTo("offline/…"))
                .body(CONCIERGE + "model.standIn", equalTo(true));
    }

    @Test
    void state_ofAnAgentWithToolsOfItsProvider_hasTheirNamesAndKindsAndNoSecrets() {
        given().get(PAGE + "state")
                .then()
                .statusCode(200)
                .body(
                        "agencies.find { it.name == 'hosted' }.agents.find { it.name == 'Hosted' }.tools",
                        hasItems("web_search (WebSearchTool)", "docs (HostedMCPTool)"))
                .body(not(containsString("token-0123456789")));
    }

    @Test
    void state_itsAddresses_areWhereTheyAre() {
        given().get(PAGE + "state")
                .then()
                .body("links.playground", equalTo("/playground"))
                .body("links.docs", equalTo("/docs"))
                .body("links.openApi", equalTo("/openapi.json"))
                .body("links.metrics", equalTo("/q/metrics"));
    }

    @Test
    void state_ofARunInTheBackground_hasItsStatusAndItsLogsSize() {
        String location = given().contentType("application/json")
                .body("{\"message\": \"text Hi\", \"background\": true}")
                .post("/travel/get_response")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        given().get(location + "?wait=30").then().statusCode(200).body("status", equalTo("completed"));

        given().get(PAGE + "state")
                .then()
                .statusCode(200)
                .body("store.runs[0].agency", equalTo("travel"))
                .body("store.runs[0].status", equalTo("completed"))
                .body("store.runs[0].frames", greaterThan(5))
                .body("store.runs[0].bytes", greaterThan(500))
                .body("store.bytes", greaterThan(500))
                .body("store", not(hasKey("error")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void state_askedForByAnotherSite_isRefused(String site) {
        given().header("Sec-Fetch-Site", site)
                .get(PAGE + "state")
                .then()
                .statusCode(403)
                .body(not(containsString("travel")));
    }
}
