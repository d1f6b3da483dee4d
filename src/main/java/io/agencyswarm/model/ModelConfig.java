package io.agencyswarm.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How models are chosen and reached. */
@ConfigMapping(prefix = "agency-swarm")
public interface ModelConfig {

    /** The model of agents that name none. */
    @WithDefault("gpt-5.4-mini")
    String defaultModel();

    /** When the offline model answers for every model. */
    @WithDefault("auto")
    Offline offline();

    /** A file or class path resource with other prices than those of the jar; see {@code ModelPrices}. */
    Optional<String> modelPrices();

    /** OpenAI's API, or one that speaks its Responses protocol. */
    OpenAi openai();

    /** Sending a request again. */
    @WithName("model.retry")
    RetryConfig retry();

    /** Other servers of models, by their names: {@code azure/my-gpt} is the model {@code my-gpt} of {@code azure}. */
    Map<String, NamedEndpoint> models();

    /** What clients may say of how their runs reach the models. */
    ClientConfigPolicy clientConfig();

    /** What clients may say of how their runs reach the models ({@code client_config}). */
    interface ClientConfigPolicy {

        /**
         * The hosts that {@code client_config.base_url} may name: exactly these names and addresses, each with {@code
         * :port} or for all ports. Three words may be in the list: {@code public} for all hosts with public addresses,
         * {@code any} for all hosts, and {@code none}, alone, for no host. By default {@code public} and the host and
         * port of {@code agency-swarm.openai.base-url}. An empty value is refused at the start.
         */
        Optional<List<String>> allowedHosts();
    }

    /**
     * A server of models with a name. No client can say anything of it: {@code client_config} does not apply to its
     * models. Time limits and sizes are those of {@code agency-swarm.openai}.
     */
    interface NamedEndpoint {

        /** How it is spoken to. */
        @WithDefault("chat-completions")
        Protocol protocol();

        /** The address before what the protocol puts behind it, such as {@code /chat/completions}. Needed. */
        Optional<String> baseUrl();

        /** The key, in the header where the protocol has it; by default none is sent. */
        Optional<String> apiKey();

        /** Headers of each request. They go before those of the protocol and are treated as secrets. */
        Map<String, String> headers();

        /** Parameters behind the address of each request. They are treated as secrets. */
        Map<String, String> query();

        /**
         * Whether the server runs tools itself, and keeps files, as OpenAI's does. Only with {@code responses}: most
         * servers that speak it refuse such requests.
         */
        @WithDefault("false")
        boolean hostedTools();
    }

    /** How a named endpoint is spoken to. */
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
         * Chat Completions as Azure has them: the deployment in the address, an {@code api-version}, the key in the
         * header {@code api-key}.
         */
        AZURE
    }

    /** When the offline model answers for every model. */
    enum Offline {
        /** In dev and test mode while neither a key of OpenAI nor a named endpoint is set. */
        AUTO,
        /** Always, key or not. */
        ALWAYS,
        /** Only for models whose name begins with {@code offline/}. */
        NEVER
    }

    /** OpenAI's API, or one that speaks its Responses protocol. */
    interface OpenAi {

        /**
         * The key; {@code OPENAI_API_KEY} by default. Without one, a request to OpenAI fails with a sentence that says
         * so.
         */
        Optional<String> apiKey();

        /** The address before {@code /responses}; {@code OPENAI_BASE_URL} by default, else OpenAI's own. */
        Optional<String> baseUrl();

        /** The longest silence of the model's server, before the first byte and between two, that is waited for. */
        @WithDefault("600s")
        @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
        @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
        Duration readTimeout();

        /** How long connecting may take. */
        @WithDefault("10s")
        @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
        @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
        Duration connectTimeout();

        /** Connections to one server at a time: each open stream holds one. */
        @WithDefault("10000")
        @Min(1)
        int maxConnections();

        /**
         * The largest single event that is read, in bytes. By default the smaller of 16 MiB and a thirtieth of the
         * heap. It can't be switched off.
         */
        Optional<@Min(1024) Integer> maxEventBytes();
    }

    /**
     * Sending a request again: refused or broken connections, 408, 409, 429 and 5xx, before the first byte. Where the
     * model's server sends {@code x-should-retry}, that decides instead of the status.
     */
    interface RetryConfig {

        /** How often a request is sent in all; 1 turns retries off. */
        @WithDefault("3")
        @Min(1)
        @Max(20)
        int attempts();

        /** The first pause; it doubles with each attempt. */
        @WithDefault("500ms")
        @DurationMin(nanos = 0, message = "must be between 0s and 1 day, but is ${validatedValue}")
        @DurationMax(days = 1, message = "must be between 0s and 1 day, but is ${validatedValue}")
        Duration pause();

        /**
         * The longest pause. A model's server that asks for a longer one ({@code retry-after-ms}, {@code Retry-After})
         * is not waited for: the request fails at once, and its error says so. With zero there are no pauses.
         */
        @WithDefault("60s")
        @DurationMin(nanos = 0, message = "must be between 0s and 1 day, but is ${validatedValue}")
        @DurationMax(days = 1, message = "must be between 0s and 1 day, but is ${validatedValue}")
        Duration maxPause();
    }
}
