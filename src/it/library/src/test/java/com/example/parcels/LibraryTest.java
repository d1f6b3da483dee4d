package com.example.parcels;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** The jar in another application. */
@QuarkusTest
class LibraryTest {

    @Test
    void agency_asked_usesTheApplicationsTool() {
        ask("call findParcel {\"number\": 7} ;; text I looked: ${output}")
                .statusCode(200)
                .body("response", is("I looked: Parcel 7 is in Bergen."))
                .body("new_messages.name", hasItem("findParcel"));
    }

    @Test
    void agency_askedWithoutAKey_isAnsweredByTheOfflineModel() {
        ask("Good morning").statusCode(200).body("response", containsString("Good morning"));
    }

    @Test
    void agencies_served_areTheApplicationsOnly() {
        agencies().get("/parcels/get_metadata").then().statusCode(200);
        for (String demo : List.of("travel", "helpdesk")) {
            agencies().get("/" + demo + "/get_metadata").then().statusCode(404);
        }
        agencies()
                .contentType(ContentType.JSON)
                .body("{\"city\": \"Oslo\", \"daysAhead\": 0}")
                .post("/tool/forecast")
                .then()
                .statusCode(404);
    }

    @Test
    void tool_servedThoughNothingInjectsItsBean_isThere() {
        given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer for-parcels")
                .body("{}")
                .post("/tool/stamp")
                .then()
                .statusCode(200)
                .body("response", is("1 euro"));
    }

    @Test
    void document_ofTheApplication_listsItsAgencyAndItsEndpoint() {
        given().accept(ContentType.JSON)
                .get("/openapi.json")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/parcels/get_response"))
                .body("paths", hasKey("/prices/letter"))
                .body(
                        "paths.keySet()",
                        everyItem(oneOf(
                                "/parcels/get_response",
                                "/parcels/get_response_stream",
                                "/parcels/cancel_response_stream",
                                "/parcels/get_metadata",
                                "/parcels/runs",
                                "/parcels/runs/{run}",
                                "/parcels/runs/{run}/stream",
                                "/parcels/threads",
                                "/parcels/threads/{thread}",
                                "/parcels/threads/{thread}/fork",
                                "/tool/stamp",
                                "/prices/letter")));
    }

    @Test
    void pages_ofTheJar_areServed() {
        for (String page : List.of("/docs/", "/redoc/")) {
            given().get(page).then().statusCode(200).contentType(ContentType.HTML);
        }
    }

    @Test
    void playground_switchedOn_hasItsLibrariesInWhateverVersion() {
        given().get("/playground").then().statusCode(200).contentType(ContentType.HTML);
        for (String script : List.of(
                "app.js",
                "lib/lit-html/lit-html.js",
                "lib/marked/lib/marked.esm.js",
                "lib/dompurify/dist/purify.es.mjs")) {
            given().get("/playground/" + script).then().statusCode(200);
        }
    }

    @Test
    void resource_ofTheApplication_isWhereItWas() {
        given().get("/prices/letter").then().statusCode(200).body(equalTo("2 euros"));
    }

    @Test
    void properties_ofTheApplication_goBeforeTheJarsDefaults() {
        given().get("/openapi.json?format=json").then().body("info.title", is("Parcels"));
        ask("x".repeat(3000)).statusCode(413);
    }

    @Test
    void origins_areThoseOfTheApplicationAndThoseOfTheAgencies() {
        given().header("Origin", "https://shop.example")
                .get("/prices/letter")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://shop.example")
                .header("Access-Control-Allow-Credentials", "true");
        given().header("Origin", "https://parcels.example")
                .get("/prices/letter")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
        agencies()
                .header("Origin", "https://parcels.example")
                .get("/parcels/get_metadata")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://parcels.example");
        agencies()
                .header("Origin", "https://shop.example")
                .get("/parcels/get_metadata")
                .then()
                .statusCode(403);
    }

    @Test
    void errors_ofTheApplication_areItsOwn() {
        given().get("/nothing/here").then().statusCode(404).body(equalTo("not in this shop"));
        agencies().get("/nobody/get_metadata").then().statusCode(404).body("$", hasKey("detail"));
        given().get("/parcels/get_metadata").then().statusCode(401).header("WWW-Authenticate", "Bearer");
    }

    @Test
    void stream_pastAFilterOfTheApplication_isAStream() {
        agencies()
                .contentType(ContentType.JSON)
                .body(Map.of("message", "text Hi"))
                .post("/parcels/get_response_stream")
                .then()
                .statusCode(200)
                .header("X-Stamp", "parcels")
                .header("Content-Type", startsWith("text/event-stream"));
    }

    @Test
    void settings_ofQuarkus_areNotTheJarsToMake() {
        Config config = ConfigProvider.getConfig();
        assertEquals("30M", config.getValue("quarkus.http.idle-timeout", String.class));
        for (String key : List.of(
                "quarkus.http.port",
                "quarkus.http.host",
                "quarkus.management.enabled",
                "quarkus.log.console.json.enabled",
                "quarkus.test.continuous-testing",
                "quarkus.shutdown.timeout",
                "quarkus.banner.enabled",
                "quarkus.analytics.disabled",
                "quarkus.oidc.token.subject-required")) {
            ConfigValue value = config.getConfigValue(key);
            assertTrue(
                    value.getSourceName() == null || !value.getSourceName().contains("agency-swarm"),
                    key + " is set by " + value.getSourceName());
        }
    }

    @Test
    void log_ofTheApplication_isNotMadeJson() {
        assertThrows(
                ClassNotFoundException.class,
                () -> Class.forName("io.quarkus.logging.json.runtime.LoggingJsonRecorder"));
    }

    private static RequestSpecification agencies() {
        return given().header("Authorization", "Bearer for-parcels");
    }

    private static ValidatableResponse ask(String message) {
        return agencies()
                .contentType(ContentType.JSON)
                .body(Map.of("message", message))
                .post("/parcels/get_response")
                .then();
    }
}
