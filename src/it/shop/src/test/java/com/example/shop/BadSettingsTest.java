package com.example.shop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shop has constraints for its own settings, and the agencies have their ranges. */
@QuarkusMainTest
@TestProfile(BadSettingsTest.Settings.class)
class BadSettingsTest {

    /** One bad setting of each. */
    public static class Settings implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("shop.basket.articles", "0", "agency-swarm.limits.concurrent-runs", "0");
        }
    }

    @Test
    void start_withBadSettings_reportsThoseOfTheShopAndOfTheAgencies(QuarkusMainLauncher launcher) {
        LaunchResult start = launcher.launch();

        assertThat(start.exitCode(), not(is(0)));
        assertThat(
                start.getOutput() + start.getErrorOutput(),
                allOf(
                        containsString("shop.basket.articles must be greater than or equal to 1"),
                        containsString("agency-swarm.limits.concurrent-runs must be at least 1, but is 0.")));
    }
}
