package io.agencyswarm.tool.mcp;

import io.agencyswarm.tool.remote.ServerConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The MCP servers whose tools agents may use. */
@ConfigMapping(prefix = "agency-swarm.mcp")
public interface McpConfig {

    /** The servers, by the names that agents know them by. */
    @WithParentName
    Map<String, Server> servers();

    /** How a server is reached. */
    enum TransportKind {
        /** Streamable HTTP: each message is a POST to the server's one address. */
        HTTP,
        /** HTTP as MCP had it until 2024: answers come in a stream of events, which names the address for messages. */
        SSE,
        /** A process that is started here and speaks by its standard input and output. */
        STDIO
    }

    /** One server. */
    interface Server extends ServerConfig {

        /** How it is reached; by default {@code http} where there is a URL, and {@code stdio} where there is a command. */
        Optional<TransportKind> transport();

        /** The address of a server over HTTP. */
        Optional<String> url();

        /** The program of a server that is a process. */
        Optional<String> command();

        /** The program's arguments. */
        Optional<List<String>> args();

        /**
         * Environment variables of the process. It gets no other variables of this service than those that programs
         * need to run ({@code PATH}, {@code HOME} and the like), so that it does not see the service's keys.
         */
        Map<String, String> env();

        /** The directory that the process works in; this service's own by default. */
        Optional<String> directory();

        /**
         * The longest time that a list of tools is used where the server would not tell of a change: over HTTP, without
         * {@code listChanged} or without a connection for what it sends of itself, as with callers' tokens. Zero disables
         * the limit.
         */
        @WithDefault("5m")
        @DurationMin(nanos = 0, message = "must be between 0s and 365 days, but is ${validatedValue}")
        @DurationMax(days = 365, message = "must be between 0s and 365 days, but is ${validatedValue}")
        Duration listMaxAge();
    }
}
