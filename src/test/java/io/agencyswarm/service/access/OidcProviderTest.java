package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.OidcServer;
import io.agencyswarm.testing.SigningKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * A provider that starts late, stops, and changes its keys. The first test is about the start, so the order matters.
 */
@QuarkusTest
@TestProfile(OidcLateProfile.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(60)
class OidcProviderTest {

    @TestHTTPResource
    URI base;

    private OidcServer provider;

    @BeforeEach
    void setUp() {
        provider = OidcServer.current();
    }

    @Test
    @Order(1)
    void provider_comesAfterTheStart_isFoundThen() throws Exception {
        assertUnavailable(with(provider.token("ada")).get("/basic/get_metadata"));
        assertThat(ServiceClient.at(base).get("/basic/get_metadata").status()).isEqualTo(401);
        assertThat(ServiceClient.at(base).get("/openapi.json").status()).isEqualTo(200);

        provider.available(true);

        assertThat(with(provider.token("ada")).get("/basic/get_metadata").status())
                .isEqualTo(200);
    }

    @Test
    @Order(2)
    void provider_goes_isNotMissedButForUnknownKeys() throws Exception {
        provider.available(false);
        try {
            assertThat(with(provider.token("ada")).get("/basic/get_metadata").status())
                    .isEqualTo(200);
            assertUnavailable(with(SigningKey.make("unknown").sign(provider.claims("ada")))
                    .get("/basic/get_metadata"));
        } finally {
            provider.available(true);
        }
    }

    @Test
    @Order(3)
    void keys_change_newAndOldOnesDo() throws Exception {
        String before = provider.token("ada");
        provider.rotate("second");

        assertThat(with(provider.token("ada")).get("/basic/get_metadata").status())
                .isEqualTo(200);
        assertThat(with(before).get("/basic/get_metadata").status()).isEqualTo(200);
        assertThat(with(SigningKey.make("third").sign(provider.claims("ada")))
                        .get("/basic/get_metadata")
                        .status())
                .isEqualTo(401);
    }

    private static void assertUnavailable(ServiceAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(answer.text())
                .isEqualTo("{\"detail\":\"Tokens can't be checked now, because the OpenID Connect provider can't be"
                        + " reached."
                        + " Retry later.\"}");
    }

    private ServiceClient with(String token) {
        return ServiceClient.at(base).with("Authorization", "Bearer " + token);
    }
}
