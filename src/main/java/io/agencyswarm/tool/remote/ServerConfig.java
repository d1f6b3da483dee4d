package io.agencyswarm.tool.remote;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What is configured of a server whose tools agents may use, whatever it speaks. */
public interface ServerConfig {

    /** Headers of each request over HTTP. */
    Map<String, String> headers();

    /** The longest time for connecting and for the first messages of a session. The limit can't be disabled. */
    @WithDefault("10s")
    @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    Duration connectTimeout();

    /** The longest time that a call of a tool, or reading the list of tools, may take. The limit can't be disabled. */
    @WithDefault("60s")
    @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    Duration timeout();

    /**
     * How long the service waits before it connects again to a server that could not be reached. Zero disables the
     * pause.
     */
    @WithDefault("10s")
    @DurationMin(nanos = 0, message = "must be between 0s and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 0s and 1 day, but is ${validatedValue}")
    Duration reconnectPause();

    /**
     * The largest answer that is read, in bytes, with all events that belong to it, and the largest list of tools or
     * document. JSON of many small values counts as larger, because of the memory that it takes. The limit can't be
     * disabled.
     */
    @WithDefault("8388608")
    @Min(1024)
    @Max(1 << 30)
    int maxBytes();

    /** Which of its tools agents may use. */
    Tools tools();

    /**
     * Text before the names of all its tools, so that they differ from those of other servers. By default there is
     * none.
     */
    Optional<String> prefix();

    /** The token that a server over HTTP gets as {@code Authorization: Bearer}. */
    @WithDefault("none")
    TokenMode token();

    /** Where the caller's token is exchanged, with {@code token=exchange}. */
    Optional<Exchange> exchange();

    /** Which token a server is sent as {@code Authorization: Bearer}. */
    enum TokenMode {
        /** No token, except what {@code headers} sets. */
        NONE,
        /** The token of the OpenID Connect provider that the caller sent. */
        FORWARD,
        /** A token for that server, for which the caller's token is exchanged by RFC 8693. */
        EXCHANGE
    }

    /** Which tools agents may use, by the names that the server gives them; {@code *} stands for any characters. */
    interface Tools {

        /** The names of the tools that agents may use; {@code *} stands for any characters. By default all. */
        Optional<List<String>> include();

        /**
         * The names of the tools that agents may not use, even if {@code include} names them; {@code *} stands for any
         * characters. By default none.
         */
        Optional<List<String>> exclude();
    }

    /** The exchange of a caller's token for one that a server accepts. */
    interface Exchange {

        /** The token endpoint of the provider. */
        String url();

        /** The id of this service as a client of the provider. */
        String clientId();

        /** The client's secret. */
        String clientSecret();

        /** The audience of the new token. By default none is asked for. */
        Optional<String> audience();

        /** The scope of the new token. By default none is asked for. */
        Optional<String> scope();
    }
}
