package io.agencyswarm.model;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models: how they are chosen and reached. */
@ConfigMapping(prefix = "agency-swarm")
public interface ModelConfig {

    /** The model of agents that name none. */
    @WithDefault("gpt-5.4-mini")
    String defaultModel();

    /** When the offline model answers for every model. */
    @WithDefault("auto")
    Offline offline();

    /**
     * A file or class path resource with prices that replace those of the jar, in the same form. By default the jar's
     * own table.
     */
    Optional<String> modelPrices();

    /** OpenAI's API, or another server with the Responses API. */
    OpenAi openai();

    /** Connections to the servers of all providers. */
    @WithName("model")
    ConnectionConfig connection();

    /** Further model servers by name: {@code azure/my-gpt} is the model {@code my-gpt} of the server {@code azure}. */
    Map<String, NamedServer> models();

    /** What clients may set about the connections of their runs to models. */
    ClientConfigPolicy clientConfig();

    /** What clients may set in {@code client_config}. */
    interface ClientConfigPolicy {

        /**
         * The hosts that {@code client_config.base_url} may name: exact names and addresses, each with {@code :port} or
         * for all ports. Three words have a meaning: {@code public} stands for all hosts with public addresses,
         * {@code any} for all hosts, and {@code none}, which must be the only entry, for no host. By default
         * {@code public}, and the host and port of {@code agency-swarm.openai.base-url}. If the value is empty, startup
         * fails.
         */
        Optional<List<String>> allowedHosts();
    }

    /** A named server. {@code client_config} does not apply to its models. */
    interface NamedServer {

        /** The server's protocol. */
        @WithDefault("chat-completions")
        Protocol protocol();

        /** The address before the path that the protocol adds, such as {@code /chat/completions}. It is required. */
        Optional<String> baseUrl();

        /** The key, sent in the header that the protocol has for it. By default no key is sent. */
        Optional<String> apiKey();

        /** Headers of each request. They override the protocol's headers of the same name, and are confidential. */
        Map<String, String> headers();

        /** Query parameters of each request. They are confidential. */
        Map<String, String> query();

        /**
         * Whether the server runs tools itself and keeps files, as OpenAI's does. Only with the protocol
         * {@code responses}: most servers refuse such requests.
         */
        @WithDefault("false")
        boolean hostedTools();
    }

    /** The protocols of named servers. */
    enum Protocol {
        /** OpenAI's Chat Completions, which most servers speak. */
        CHAT_COMPLETIONS,
        /** OpenAI's Responses API. */
        RESPONSES,
        /** Anthropic's Messages API. */
        ANTHROPIC,
        /** Google's {@code generateContent}. */
        GEMINI,
        /**
         * Chat Completions in Azure's variant: the deployment in the address, an {@code api-version}, the key in the
         * header {@code api-key}.
         */
        AZURE
    }

    /** When the offline model answers for every model. */
    enum Offline {
        /** In dev and test mode, if neither a key of OpenAI nor a named server is set. */
        AUTO,
        /** Always, with or without a key. */
        ALWAYS,
        /** Only for models whose name begins with {@code offline/}. */
        NEVER
    }

    /** OpenAI's API, or another server with the Responses API. */
    interface OpenAi {

        /**
         * The key. By default the environment variable {@code OPENAI_API_KEY}. Without a key, a request to OpenAI fails
         * with an error that says so.
         */
        Optional<String> apiKey();

        /**
         * The address before {@code /responses}. By default the environment variable {@code OPENAI_BASE_URL}, or else
         * OpenAI's own address.
         */
        Optional<String> baseUrl();
    }

    /** Connections to the servers of all providers, with and without a name. */
    interface ConnectionConfig {

        /**
         * Timeout for a model server that sends nothing, before the first byte and between two bytes. During the upload
         * of a file, the time without a byte in either direction. The limit can't be disabled.
         */
        @WithDefault("600s")
        @Range(min = "1ms", max = "1d")
        Duration readTimeout();

        /** Timeout for connecting to a model server. The limit can't be disabled. */
        @WithDefault("10s")
        @Range(min = "1ms", max = "1d")
        Duration connectTimeout();

        /** Maximum number of connections to one model server. Each open stream has one. The limit can't be disabled. */
        @WithDefault("10000")
        @Range(min = "1")
        int maxConnections();

        /**
         * Maximum size of a single event of a model, in bytes. By default the smaller of 16 MiB and a thirtieth of the
         * heap. The limit can't be disabled.
         */
        Optional<@Range(min = "1024") Integer> maxEventBytes();

        /** Retries of requests. */
        RetryConfig retry();
    }

    /** Retries. If a model server sends {@code x-should-retry}, that header decides instead of the status. */
    interface RetryConfig {

        /**
         * Maximum number of attempts. A request is sent again after a refused or broken connection and after the
         * statuses 408, 409, 429 and 5xx, but never after the first byte of an answer. One disables retries.
         */
        @WithDefault("3")
        @Range(min = "1", max = "20")
        int attempts();

        /** The pause before the second attempt. It doubles with each further attempt. Zero disables the pauses. */
        @WithDefault("500ms")
        @Range(min = "0s", max = "1d", zeroDisables = true)
        Duration pause();

        /**
         * Maximum pause. If a model server asks for a longer one ({@code retry-after-ms}, {@code Retry-After}), the
         * request fails at once, and its error says so. Zero disables the pauses: a request is retried at once, and
         * fails at once if the server asks for a pause.
         */
        @WithDefault("60s")
        @Range(min = "0s", max = "1d", zeroDisables = true)
        Duration maxPause();
    }
}
