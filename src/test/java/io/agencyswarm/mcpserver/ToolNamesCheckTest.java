package io.agencyswarm.mcpserver;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tool names that stop the start. */
class ToolNamesCheckTest {

    @Test
    void agency_namedAsTheServersAddress_isRefused() {
        assertThatThrownBy(() -> ToolNamesCheck.check(Set.of(), List.of(agency("mcp"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The agency \"mcp\" would have the path of the MCP server, /mcp. Rename the agency, or set"
                        + " agency-swarm.mcp-server.enabled=false.");
    }

    @Test
    void tools_ofOneName_areRefused() {
        assertThatThrownBy(() -> ToolNamesCheck.check(Set.of("ask_travel"), List.of(agency("travel"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The MCP server would have two tools named \"ask_travel\", a served tool and the agency"
                        + " \"travel\". Rename one of them.");
        assertThatThrownBy(() -> ToolNamesCheck.check(Set.of(), List.of(agency("a.b"), agency("a b"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("\"ask_a_b\"");
        assertThatCode(() -> ToolNamesCheck.check(Set.of("add"), List.of(agency("a"), agency("b"))))
                .doesNotThrowAnyException();
    }

    private static Agency agency(String name) {
        return Agency.named(name)
                .entryPoints(Agent.named("Agent").instructions("Answer.").build())
                .build();
    }
}
