package io.agencyswarm.devui;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The beans of dev mode. */
public class DevProfile implements QuarkusTestProfile {

    @Override
    public String getConfigProfile() {
        return "dev,test";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("hosted-tests.agencies", "true");
    }
}
