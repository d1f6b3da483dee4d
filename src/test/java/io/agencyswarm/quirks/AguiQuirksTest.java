package io.agencyswarm.quirks;

import io.agencyswarm.agui.AguiProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each case of AG-UI, as a separate test named by the case's folder. */
@QuarkusTest
@TestProfile(AguiProfile.class)
class AguiQuirksTest {

    @TestHTTPResource
    URI base;

    private ScriptedProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = ScriptedProvider.start();
    }

    @AfterEach
    void stop() throws IOException {
        provider.close();
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        return QuirkPlayer.tests(base, provider, quirk -> quirk.endpoint().equals("agui"));
    }
}
