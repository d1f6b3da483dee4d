package io.agencyswarm.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.test.AgencyClient;
import io.agencyswarm.test.AgencyReply;
import io.agencyswarm.test.ScriptedModel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test kit with agents that ask others by functions of their own. */
@QuarkusTest
@TestProfile(ScriptedSendToolTest.Profile.class)
@Timeout(60)
class ScriptedSendToolTest {

    /** The agencies of the service's tests, with the offline model in place of their model server. */
    public static class Profile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("service-tests.agencies", "true");
        }
    }

    @Inject
    ScriptedModel model;

    @Test
    void asks_functionOfTheAgency_isCalledAndAsserted() {
        model.script("Lead").asks("Helper", "Who is it?").answers("It is ${output}.");
        model.script("Helper").answers("Ada");

        AgencyReply reply = AgencyClient.of("defaulted").ask("Hi");

        reply.assertText("It is Ada.").assertCalled("send_message_brief").assertDelegated("Lead", "Helper");
        assertThatThrownBy(() -> reply.assertDelegated("Helper", "Lead")).hasMessageContaining("did not ask");
    }

    @Test
    void asks_severalFunctions_isCalledWithTheOneThatOffersTheAgent() {
        model.script("CEO").asks("Analyst", "How much?").answers("${output}");
        model.script("Analyst").answers("Much.");

        AgencyClient.of("flows")
                .ask("Hi")
                .assertText("Much.")
                .assertCalled("send_message", Map.of("recipient_agent", "Analyst", "message", "How much?"))
                .assertDelegated("CEO", "Analyst");
    }
}
