package com.example.parcels;

import io.agencyswarm.test.AgencyClient;
import io.agencyswarm.test.ScriptedModel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An agency tested with the test kit. */
@QuarkusTest
class ClerkTest {

    @Inject
    ScriptedModel model;

    @Test
    void clerk_askedForAParcel_looksItUp() {
        model.script("Clerk").calls("findParcel", Map.of("number", 7)).answers("I looked: ${output}");

        AgencyClient.of("parcels")
                .withToken("for-parcels")
                .ask("Where is parcel 7?")
                .assertCalled("findParcel", Map.of("number", 7))
                .assertText("I looked: Parcel 7 is in Bergen.");
        model.assertReceived("Clerk", "Where is parcel 7?");
    }
}
