package io.agencyswarm.tool.remote;

import io.agencyswarm.setting.Range;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a remote server of tools, for all protocols. */
public interface ServerConfig {

    /** Headers of each request over HTTP. */
    Map<String, String> headers();

    /** Timeout for connecting and for the first messages of a session. The limit can't be disabled. */
    @WithDefault("10s")
    @Range(min = "1ms", max = "1d")
    Duration connectTimeout();

    /** Timeout for a call of a tool, and for reading the list of tools. The limit can't be disabled. */
    @WithDefault("60s")
    @Range(min = "1ms", max = "1d")
    Duration timeout();

    /**
     * How long the service waits before it connects again to a server that could not be reached. Zero disables the
     * pause.
     */
    @WithDefault("10s")
    @Range(min = "0s", max = "1d", zeroDisables = true)
    Duration reconnectPause();

    /**
     * Maximum size, in bytes, of one answer including its events, of a complete list of tools, and of a document. JSON
     * with many small values counts as larger, because it takes more memory. The limit can't be disabled.
     */
    @WithDefault("8388608")
    @Range(min = "1024", max = "1073741824")
    int maxBytes();

    /** The tools that agents may use. */
    Tools tools();

    /**
     * A prefix for the names of the server's tools, so that the names differ from those of other servers. By default
     * there is none.
     */
    Optional<String> prefix();

    /** The token that is sent to a server over HTTP as {@code Authorization: Bearer}. */
    @WithDefault("none")
    TokenMode token();

    /** The token endpoint, for {@code token=exchange}. */
    Optional<Exchange> exchange();

    /** The token that is sent to a server as {@code Authorization: Bearer}. */
    enum TokenMode {
        /** No token, except what {@code headers} sets. */
        NONE,
        /** The token of the OpenID Connect provider that the caller sent. */
        FORWARD,
        /** A token for that server, in exchange for the caller's token by RFC 8693. */
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
