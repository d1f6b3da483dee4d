package io.agencyswarm.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.junit.jupiter.api.Test;

/** The file of the document, and its components if the application has components of the same names. */
class OpenApiFileTest {

    @Test
    void components_ofAFreeName_keepIt() {
        Components components =
                OpenApiFile.read(false).model(OASFactory.createComponents()).getComponents();

        assertThat(components.getSchemas()).containsKeys("Detail", "AgencyRequest", "StreamFrame");
        assertThat(components.getResponses()).containsKeys("Missing", "Unauthorized");
        assertThat(components.getSecuritySchemes()).containsOnlyKeys("bearerAuth");
        assertThat(OpenApiComponents.nameOf("Missing", components.getResponses()))
                .isEqualTo("Missing");
    }

    @Test
    void components_ofANameOfTheApplication_getAnotherOne() {
        Components taken = OASFactory.createComponents()
                .addSchema("Detail", OASFactory.createSchema())
                .addSchema("Article", OASFactory.createSchema())
                .addResponse("Missing", OASFactory.createAPIResponse())
                .addSecurityScheme("bearerAuth", OASFactory.createSecurityScheme());

        OpenAPI document = OpenApiFile.read(false).model(taken);

        Components components = document.getComponents();
        assertThat(components.getSchemas())
                .containsKey("agency-swarm.Detail")
                .doesNotContainKeys("Detail", "Article", "agency-swarm.Article");
        assertThat(components.getSecuritySchemes()).containsOnlyKeys("agency-swarm.bearerAuth");
        assertThat(OpenApiComponents.nameOf("Missing", components.getResponses()))
                .isEqualTo("agency-swarm.Missing");
        assertThat(components
                        .getResponses()
                        .get("TooLarge")
                        .getContent()
                        .getMediaType("application/json")
                        .getSchema()
                        .getRef())
                .isEqualTo("#/components/schemas/agency-swarm.Detail");
        assertThat(missing(document)).isEqualTo("#/components/responses/agency-swarm.Missing");
    }

    @Test
    void components_thatNoPathNeeds_areLeftOut() {
        OpenApiFile file = OpenApiFile.read(false);
        file.removeLogs();

        assertThat(file.model(OASFactory.createComponents()).getComponents().getSchemas())
                .doesNotContainKeys("LogEntry", "LogDetails", "LogsRequest");
        assertThat(OpenApiFile.read(true)
                        .model(OASFactory.createComponents())
                        .getComponents()
                        .getSchemas())
                .containsKeys("RunAgentInput", "LogEntry", "Run")
                .doesNotContainKeys("AgencyRequest", "StreamFrame", "Threads");
    }

    private static String missing(OpenAPI document) {
        APIResponses responses = document.getPaths()
                .getPathItem("/{agency}/runs/{run}")
                .getDELETE()
                .getResponses();
        return responses.getAPIResponse("404").getRef();
    }
}
