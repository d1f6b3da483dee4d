package io.agencyswarm.devui;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLinksTest {

    @ParameterizedTest
    @CsvSource({
        "/, /docs, /docs",
        "/, docs, /q/docs",
        "/team, /docs, /docs",
        "/team/, docs, /team/q/docs",
        "team, docs, /team/q/docs"
    })
    void resolved_belowARoot_isWhereQuarkusPutsIt(String root, String path, String expected) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of("quarkus.http.root-path", root), "test", 100))
                .build();

        assertThat(PageLinks.resolved(config, path)).isEqualTo(expected);
    }
}
