package io.agencyswarm.tool.mcp;

import io.agencyswarm.setting.Range;
import io.agencyswarm.tool.remote.ServerConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MCP servers whose tools agents may use. */
@ConfigMapping(prefix = "agency-swarm.mcp")
public interface McpConfig {

    /** The servers, by the names that agents use for them. */
    @WithParentName
    Map<String, Server> servers();

    /** The transports. */
    enum TransportKind {
        /** Streamable HTTP: each message is a POST to the server's one address. */
        HTTP,
        /** The HTTP transport of MCP until 2024: a stream of events, which names the address for messages. */
        SSE,
        /** A process that the service starts; messages go through its standard input and output. */
        STDIO
    }

    /** One server. */
    interface Server extends ServerConfig {

        /** The transport. By default {@code http} if there is a URL, and {@code stdio} if there is a command. */
        Optional<TransportKind> transport();

        /**
         * The address of a server over HTTP. By default there is none: each server needs a {@code url} or a
         * {@code command}.
         */
        Optional<String> url();

        /**
         * The program of a server that is a process. By default there is none: each server needs a {@code url} or a
         * {@code command}.
         */
        Optional<String> command();

        /** The program's arguments. By default there are none. */
        Optional<List<String>> args();

        /**
         * Environment variables of the process. In addition, the process inherits only basic variables of the service,
         * such as {@code PATH} and {@code HOME}. It does not see the service's keys.
         */
        Map<String, String> env();

        /** The working directory of the process. By default the service's own. */
        Optional<String> directory();

        /** Maximum age of a list of tools if the server can't report changes. Zero disables the limit. */
        @WithDefault("5m")
        @Range(min = "0s", max = "365d", zeroDisables = true)
        Duration listMaxAge();
    }
}
