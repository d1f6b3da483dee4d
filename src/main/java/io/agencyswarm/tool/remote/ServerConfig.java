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

    /**
     * The largest answer of the server that is read, in bytes, with all events that belong to it; also the largest list of
     * tools, over all its pages. JSON of many small values counts as more, because of the memory that it takes.
     */
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
    TokenMode token();

    /** Where the caller's token is exchanged, with {@code token=exchange}. */
    Optional<Exchange> exchange();

    /** Which token a server is sent as {@code Authorization: Bearer}. */
    enum TokenMode {
        /** None but what {@code headers} says. */
        NONE,
        /** The token of the OpenID Connect provider that the run's caller came with. */
        FORWARD,
        /** A token for the server that the caller's token is exchanged for, by RFC 8693. */
        EXCHANGE
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
