package io.agencyswarm.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.tool.remote.ServerConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpConfigValidatorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prefix=x | needs either agency-swarm.mcp.lab.url or agency-swarm.mcp.lab.command, and has neither. Set one.",
                "url=http://h/mcp command=x | has both. Remove one.",
                "url=http://h/mcp transport=stdio | transport is stdio, which needs agency-swarm.mcp.lab.command.",
                "command=x transport=sse | transport is sse, which needs agency-swarm.mcp.lab.url.",
                "url=ftp://h/mcp | url must be an address such as https://example.org/mcp",
                "url=http://user:pass@h/mcp | url must be an address such as https://example.org/mcp",
                "url=mcp | url must be an address such as https://example.org/mcp",
                "url=http://h prefix=a.b | prefix is \"a.b\", but must be 1 to 40 letters, digits, _ and -",
                "url=http://h headers.X=\u00e4 | headers.\"X\" is not a valid header",
                "command=x token=forward | token is for servers over HTTP, and this one is a process. Remove it.",
                "url=http://h token=exchange | token is exchange, which needs agency-swarm.mcp.lab.exchange.url"
            })
    void check_settingsThatDoNotFit_saysWhatAndHow(String settings, String sentence) {
        assertThatThrownBy(() -> McpConfigValidator.check("lab", config(settings)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("lab")
                .hasMessageNotContaining("pass");
    }

    @ParameterizedTest
    @CsvSource({"url=https://h/mcp?key=1,HTTP", "command=npx,STDIO", "url=http://h/sse transport=sse,SSE"})
    void transport_ofSettings_isWhatTheySay(String settings, McpConfig.TransportKind transport) {
        McpConfigValidator.check("lab", config(settings));

        assertThat(McpConfigValidator.transport(config(settings))).isEqualTo(transport);
    }

    @Test
    void config_ofSettings_hasTheirDefaults() {
        McpConfig.Server server = config("command=npx args=-y,x env.KEY=v tools.include=a*,b");

        assertThat(server.args()).hasValueSatisfying(args -> assertThat(args).containsExactly("-y", "x"));
        assertThat(server.env()).containsExactly(Map.entry("KEY", "v"));
        assertThat(server.tools().include()).isPresent();
        assertThat(server.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(server.maxBytes()).isEqualTo(8 << 20);
        assertThat(server.token()).isEqualTo(ServerConfig.TokenMode.NONE);
    }

    private static McpConfig.Server config(String settings) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings.split(" ")) {
            String[] parts = setting.split("=", 2);
            properties.put(parts[0], parts[1]);
        }
        return Settings.of("lab", properties).servers().get("lab");
    }
}
