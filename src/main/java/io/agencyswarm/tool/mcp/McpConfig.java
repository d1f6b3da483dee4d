package io.agencyswarm.tool.mcp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
    enum Transport {
        /** Streamable HTTP: each message is a POST to the server's one address. */
        HTTP,
        /** HTTP as MCP had it until 2024: answers come in a stream of events, which names the address for messages. */
        SSE,
        /** A process that is started here and speaks by its standard input and output. */
        STDIO
    }

    /** Which token a server is sent as {@code Authorization: Bearer}. */
    enum Token {
        /** None but what {@code headers} says. */
        NONE,
        /** The token of the OpenID Connect provider that the run's caller came with. */
        FORWARD,
        /** A token for the server that the caller's token is exchanged for, by RFC 8693. */
        EXCHANGE
    }

    /** One server. */
    interface Server {

        /** How it is reached; by default {@code http} where there is a URL, and {@code stdio} where there is a command. */
        Optional<Transport> transport();

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

        /** Headers of each request over HTTP. */
        Map<String, String> headers();

        /** The longest time for connecting and for the first messages of a session. */
        @WithDefault("10s")
        @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
        @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
        Duration connectTimeout();

        /** The longest time that a call of a tool, or the list of tools, may take. */
        @WithDefault("60s")
        @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
        @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
        Duration timeout();

        /** How long a server that could not be connected to is left alone. Zero disables the pause. */
        @WithDefault("10s")
        @DurationMin(nanos = 0, message = "must be between 0s and 1 day, but is ${validatedValue}")
        @DurationMax(days = 1, message = "must be between 0s and 1 day, but is ${validatedValue}")
        Duration reconnectPause();

        /** The largest message of the server that is read, in bytes. */
        @WithDefault("8388608")
        @Min(1024)
        @Max(1 << 30)
        int maxBytes();

        /** Which of its tools agents may use. */
        Tools tools();

        /** What the names of its tools begin with, so that they differ from those of other servers. */
        Optional<String> prefix();

        /** Which token it is sent; for servers over HTTP. */
        @WithDefault("none")
        Token token();

        /** Where the caller's token is exchanged, with {@code token=exchange}. */
        Optional<Exchange> exchange();
    }

    /** Which tools agents may use, by the names that the server gives them; {@code *} stands for any characters. */
    interface Tools {

        /** Those that they may use; all by default. */
        Optional<List<String>> include();

        /** Those that they may not use, also where {@code include} names them. */
        Optional<List<String>> exclude();
    }

    /** The exchange of a caller's token for one that a server accepts. */
    interface Exchange {

        /** The token endpoint of the provider. */
        String url();

        /** The client that this service is to the provider. */
        String clientId();

        /** The client's secret. */
        String clientSecret();

        /** For whom the new token is to be. */
        Optional<String> audience();

        /** What the new token is to allow. */
        Optional<String> scope();
    }
}
