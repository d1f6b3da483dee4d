package io.agencyswarm.demo;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo as a fresh clone serves it: without a key, on the offline model. */
@QuarkusTest
class DemoTest {

    private static final String NOTE = "offline model";

    @Test
    void travel_askedForTheWeather_delegatesToTheForecaster() {
        ask("travel", "What is the weather in Oslo?")
                .body("response", allOf(containsString("Oslo today: "), containsString("°C"), containsString(NOTE)))
                .body("new_messages.agent", hasItems("Concierge", "Forecaster"))
                .body("new_messages.name", hasItems("send_message", "forecast"));
    }

    @Test
    void travel_askedWhatToPack_usesTheRecordTool() {
        ask("travel", "What should I pack for 3 days in Lisbon?")
                .body("response", allOf(containsString("4 shirts"), containsString("Lisbon"), containsString(NOTE)));
    }

    @Test
    void travel_askedSomethingElse_saysWhatItCanDo() {
        ask("travel", "Good morning").body("response", allOf(containsString("Oslo"), containsString(NOTE)));
    }

    @Test
    void helpdesk_askedAboutAnInvoice_handsOverToBilling() {
        ask("helpdesk", "I have a question about invoice 1002")
                .body("response", allOf(containsString("\"paid\":true"), containsString(NOTE)))
                .body("new_messages.name", hasItems("transfer_to_Billing", "findInvoice"))
                .body("new_messages[-1].agent", equalTo("Billing"));
    }

    @Test
    void helpdesk_unknownInvoice_theModelIsTold() {
        ask("helpdesk", "Invoice 7, please").body("response", containsString("There is no invoice 7"));
    }

    @Test
    void helpdesk_askedAboutADevice_handsOverToTheTechnician() {
        ask("helpdesk", "My router does not start").body("new_messages[-1].agent", equalTo("Technician"));
    }

    @Test
    void tools_areServed() {
        given().contentType(ContentType.JSON)
                .body(Map.of("city", "Rome", "nights", 2, "purpose", "business"))
                .post("/tool/PackingList")
                .then()
                .statusCode(200)
                .body("response", equalTo("3 shirts, a charger and a suit."));
    }

    @Test
    void metadata_showsStartersAndFlows() {
        given().get("/travel/get_metadata")
                .then()
                .statusCode(200)
                .body("edges.id", hasItem("Concierge->Forecaster"))
                .body("nodes[0].data.conversationStarters", hasItem("What is the weather in Oslo?"));
    }

    private static ValidatableResponse ask(String agency, String message) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("message", message))
                .post("/{agency}/get_response", agency)
                .then()
                .statusCode(200);
    }
}
