package io.agencyswarm.devui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application outside of dev mode. */
@QuarkusTest
class NoDevPageTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "state", "devui.js", "lit-html/lit-html.js"})
    void address_ofThePage_isNotThere(String file) {
        given().get("/q/agency-swarm/" + file).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(classes = {RecentRuns.class, DevRoutes.class})
    void bean_ofThePage_isNotThere(Class<?> type) {
        assertThat(Arc.container().select(type).isUnsatisfied()).isTrue();
    }
}
