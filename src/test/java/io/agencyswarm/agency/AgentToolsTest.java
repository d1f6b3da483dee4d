package io.agencyswarm.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.tool.mcp.McpServerRegistry;
import io.agencyswarm.tool.openapi.ApiRegistry;
import io.agencyswarm.tool.served.ServedTools;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check at start on agencies that the application's catalog does not see. */
@QuarkusTest
class AgentToolsTest {

    @Inject
    McpServerRegistry servers;

    @Inject
    ApiRegistry apis;

    /** Its only bean type is Object; otherwise it would stop the start of every test. */
    static class Candidates {

        @Produces
        @Singleton
        @Unremovable
        @Typed(Object.class)
        @Identifier("without server")
        Agency withoutServer() {
            return Agency.named("without server")
                    .entryPoints(Agent.named("Lead").mcpServers("github").build())
                    .build();
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void start_serverThatIsNotConfigured_isRefused() {
        InstanceHandle<?> bean = Arc.container()
                .listAll(Object.class, Identifier.Literal.of("without server"))
                .getFirst();
        AgencyCatalog catalog =
                new AgencyCatalog(List.of((InstanceHandle<Agency>) bean), () -> new ServedTools(List.of()));

        assertThatThrownBy(() -> new AgentTools(servers, apis, catalog))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Agent Lead of agency \"without server\" uses the tools of the MCP server \"github\","
                        + " which is not configured. Set agency-swarm.mcp.github.url or"
                        + " agency-swarm.mcp.github.command. Servers that are configured: [].");
    }

    @Test
    void mcpServers_ofAnAgent_areItsOwnThenThoseThatAreShared() {
        Agent lead = Agent.named("Lead").mcpServers("github", "files").build();
        Agency agency = Agency.named("team")
                .entryPoints(lead)
                .sharedMcpServers("docs", "files")
                .build();

        assertThat(agency.mcpServers(lead)).containsExactly("github", "files", "docs");
    }
}
