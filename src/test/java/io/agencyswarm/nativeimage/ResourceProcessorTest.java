package io.agencyswarm.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceProcessorTest {

    @Test
    void documents_ofTheSettings_areThoseThatAreResources() {
        Map<String, String> settings = Map.of(
                "agency-swarm.openapi.shop.document", "openapi/shop.yaml",
                "agency-swarm.openapi.\"my crm\".document", "openapi/crm.json",
                "agency-swarm.openapi.remote.document", "https://example.org/openapi.json",
                "agency-swarm.openapi.file.document", "/srv/openapi.json",
                "agency-swarm.openapi.shop.base-url", "openapi/crm.json");

        assertThat(ResourceProcessor.documents(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 1_000))
                        .build()))
                .containsExactly("openapi/crm.json", "openapi/shop.yaml");
    }
}
