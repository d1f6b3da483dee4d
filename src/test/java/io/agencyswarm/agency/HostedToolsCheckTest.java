package io.agencyswarm.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.service.model.HostedProfile;
import io.agencyswarm.tool.hosted.HostedTools;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Agents whose model's provider does or does not run their tools. */
@QuarkusTest
@TestProfile(HostedProfile.class)
class HostedToolsCheckTest {

    @Inject
    ModelRouter models;

    @Test
    void check_ofAModelThatCantRunThem_namesTheAgentTheModelTheToolsAndTheFix() {
        assertThatThrownBy(() -> check("litellm/anthropic/claude"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Agent Scout of agency \"lookout\" has tools that the provider of its model"
                        + " litellm/anthropic/claude does not run: web_search, docs. Give it one of OpenAI's models, or"
                        + " leave the tools out. If its model is of a named server that runs such tools, set"
                        + " agency-swarm.models.<name>.hosted-tools=true.");
    }

    @Test
    void check_ofOpenAisModelsAndOfTheOfflineModel_passes() {
        assertThatCode(() -> {
                    check("gpt-4o");
                    check("openai/gpt-4o");
                    check("offline/any");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void build_withAFunctionOfTheSameName_isRefused() {
        FixedTool function = FixedTool.named("web_search");

        assertThatThrownBy(() -> Agent.named("Scout")
                        .tools(function, HostedTools.webSearch())
                        .build())
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("two tools named \"web_search\"");
        assertThat(Agent.named("Scout").tools(HostedTools.webSearch()).build().tools())
                .isEmpty();
    }

    private void check(String model) {
        Agent scout = Agent.named("Scout")
                .model(model)
                .tools(HostedTools.webSearch(), HostedTools.mcp("docs", "https://example.org/mcp"))
                .build();
        Agency agency = Agency.named("lookout").entryPoints(scout).build();
        HostedToolsCheck.check(agency, scout, models);
    }
}
