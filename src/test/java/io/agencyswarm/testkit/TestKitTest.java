package io.agencyswarm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.test.AgencyClient;
import io.agencyswarm.test.AgencyReply;
import io.agencyswarm.test.ScriptedModel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** The test kit with the demo's agencies. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(60)
class TestKitTest {

    @Inject
    ScriptedModel model;

    @Test
    @Order(1)
    void call_scripted_isAsserted() {
        model.script("Concierge")
                .calls("PackingList", Map.of("city", "Rome", "nights", 2))
                .answers("Take ${output}");

        AgencyReply reply = AgencyClient.of("travel").ask("I go to Rome for two nights.");

        reply.assertNoError()
                .assertCalled("PackingList")
                .assertCalled("PackingList", Map.of("nights", 2, "city", "Rome"))
                .assertOutput("PackingList", "shirts")
                .assertTextContains("Take 3 shirts")
                .assertNotCalled("forecast")
                .assertAnsweredBy("Concierge");
        assertThat(model.requests()).hasSize(2);
        model.assertReceived("Concierge", "I go to Rome").assertReceived("Concierge", "You plan trips");
        model.assertOffered("Concierge", "PackingList");
    }

    /** The order is fixed, so that a test before it has scripts. */
    @Test
    @Order(2)
    void scriptsAndRequests_ofAnotherTest_areForgotten() {
        assertThat(model.requests()).isEmpty();
        AgencyClient.of("travel").ask("Hello").assertTextContains("I can ask the Forecaster");
    }

    @Test
    void expect_otherResult_failureNamesIt() {
        model.script("Concierge")
                .calls("PackingList", Map.of("city", "Rome", "nights", 2))
                .answers("Done");
        AgencyReply reply = AgencyClient.of("travel").ask("Hello");

        for (Runnable wrong : new Runnable[] {
            () -> reply.assertCalled("forecast"),
            () -> reply.assertCalled("PackingList", Map.of("city", "Oslo", "nights", 2)),
            () -> reply.assertNotCalled("PackingList"),
            () -> reply.assertOutput("PackingList", "skis"),
            () -> reply.assertText("Hi"),
            () -> reply.assertTextContains("Hi"),
            () -> reply.assertDelegated("Concierge", "Forecaster"),
            () -> reply.assertHandedOver("Concierge", "Forecaster"),
            () -> reply.assertAnsweredBy("Forecaster"),
            () -> reply.assertError("401")
        }) {
            assertThatThrownBy(wrong::run)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("answer \"Done\"")
                    .hasMessageContaining("Concierge called PackingList {\"");
        }
        assertThatThrownBy(() -> model.assertReceived("Concierge", "Good evening"))
                .hasMessageContaining("was not told \"Good evening\"")
                .hasMessageContaining("Hello");
        assertThatThrownBy(() -> model.lastRequest("Forecaster")).hasMessageContaining("[Concierge]");
        assertThatThrownBy(() -> model.assertOffered("Concierge", "forecast")).hasMessageContaining("PackingList");
    }

    @Test
    void delegation_scripted_isAsserted() {
        model.script("Concierge").asks("Forecaster", "What about Oslo?").answers("It says: ${output}");
        model.script("Forecaster")
                .calls("forecast", Map.of("city", "Oslo", "daysAhead", 0))
                .answers("Rain.");

        AgencyClient.of("travel").stream("Weather?")
                .assertText("It says: Rain.")
                .assertDelegated("Concierge", "Forecaster")
                .assertCalled("forecast");
        model.assertReceived("Forecaster", "What about Oslo?");
    }

    @Test
    void handoff_streamed_isAsserted() {
        model.script("Triage").handsOverTo("Billing");
        model.script("Billing").calls("findInvoice", Map.of("number", 1002)).answers("Found.");

        AgencyReply reply = AgencyClient.of("helpdesk").stream("My invoice");

        reply.assertText("Found.").assertHandedOver("Triage", "Billing").assertAnsweredBy("Billing");
        assertThat(reply.events()).isNotEmpty();
    }

    @Test
    void conversation_continued_isReportedToModel() {
        model.script("Concierge").answers("Good morning.");
        AgencyReply first = AgencyClient.of("travel").ask("Hello, it is Ada.");
        AgencyReply second = AgencyClient.of("travel").after(first).ask("Again.");
        AgencyClient.of("travel").after(second).ask("Who am I?");

        model.assertReceived("Concierge", "it is Ada")
                .assertReceived("Concierge", "Again.")
                .assertReceived("Concierge", "Good");
    }

    @Test
    void assertError_expectedError_passes() {
        model.script("Concierge").failsWith(401);

        assertThat(AgencyClient.of("travel").stream("Hello").assertError("401").status())
                .isEqualTo(200);
        AgencyClient.of("travel")
                .with("message_typo", 1)
                .with("chat_history", "none")
                .ask("Hello")
                .assertError("chat_history");
        assertThatThrownBy(() -> model.script("Concierge").answers("a ;; b")).hasMessageContaining("ends a step");
    }

    @Test
    void agent_namedByTheClient_answers() {
        model.script("Forecaster").answers("Sun.");

        AgencyClient.of("travel")
                .to("Forecaster")
                .withUserContext(Map.of("tenant", "acme"))
                .ask("Hi")
                .assertText("Sun.");
    }
}
