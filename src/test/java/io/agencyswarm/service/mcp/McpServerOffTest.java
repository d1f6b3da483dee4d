package io.agencyswarm.service.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The service with its defaults, without an MCP server. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
class McpServerOffTest {

    @TestHTTPResource
    URI base;

    @Test
    void mcp_disabled_is404() throws Exception {
        ServiceClient client = ServiceClient.at(base);

        assertThat(client.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/mcp").status()).isEqualTo(404);
    }
}
