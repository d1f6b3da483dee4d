package io.agencyswarm.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.model.http.NamedServerSettings;
import io.agencyswarm.model.http.QueryParameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiTargetTest {

    @Test
    void toString_withSecrets_containsNone() {
        OpenAiTarget target = OpenAiTarget.of(new NamedServerSettings(
                "lab",
                "https://lab.test/v1",
                "sk-secret-key",
                Map.of("X-Team", "secret-header"),
                new QueryParameters(Map.of("sig", "secret-parameter"))));

        assertThat(target).asString().contains("https://lab.test/v1").doesNotContain("secret");
    }
}
