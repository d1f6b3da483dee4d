package io.agencyswarm.devui;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The beans of dev mode. */
public class DevProfile implements QuarkusTestProfile {

    @Override
    public String getConfigProfile() {
        return "dev,test";
    }
}
