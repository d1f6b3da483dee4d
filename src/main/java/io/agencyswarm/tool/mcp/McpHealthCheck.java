package io.agencyswarm.tool.mcp;

import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Health check at {@code /q/health/group/mcp}: the state of the MCP servers at their last use. Not part of readiness,
 * because agents continue without the tools of a server that is not available.
 */
@HealthGroup("mcp")
@Singleton
@IfLibrary(OptionalLibrary.HEALTH)
class McpHealthCheck implements HealthCheck {

    private final McpServerRegistry servers;

    @Inject
    McpHealthCheck(McpServerRegistry servers) {
        this.servers = servers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder check =
                HealthCheckResponse.named("MCP servers").up();
        for (McpServerStatus server : servers.statuses()) {
            switch (server.state()) {
                case UNUSED -> check.withData(server.name(), "not used yet");
                case UP -> check.withData(server.name(), "up, " + server.tools().size() + " tools");
                case DOWN ->
                    check.withData(server.name(), "not available: " + server.reason())
                            .down();
            }
        }
        return check.build();
    }
}
