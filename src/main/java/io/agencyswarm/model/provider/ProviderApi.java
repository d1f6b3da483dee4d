package io.agencyswarm.model.provider;

import io.agencyswarm.net.PercentEncoding;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.Optional;

/** The path and the key header of a provider's API. */
enum ProviderApi {
    CHAT_COMPLETIONS("Authorization", "Bearer ") {
        @Override
        String path(String base, String model) {
            return "/chat/completions";
        }
    },
    /**
     * The model is a deployment in the path, unless the base address contains one already or is Azure's address without
     * deployments.
     */
    AZURE("api-key", "") {
        @Override
        String path(String base, String model) {
            boolean isWhole = base.contains("/openai/deployments/") || hasNoVersion(base);
            return (isWhole ? "" : "/openai/deployments/" + inPath(model)) + "/chat/completions";
        }

        @Override
        Map<String, String> query(String base, Optional<String> apiVersion) {
            return hasNoVersion(base) ? Map.of() : Map.of("api-version", apiVersion.orElse(AZURE_API_VERSION));
        }
    },
    ANTHROPIC("x-api-key", "") {
        @Override
        String path(String base, String model) {
            return (base.endsWith("/v1") ? "" : "/v1") + "/messages";
        }

        @Override
        RequestOptions post(ProviderTarget providerTarget, String model) {
            return super.post(providerTarget, model).putHeader("anthropic-version", "2023-06-01");
        }
    },
    GEMINI("x-goog-api-key", "") {
        @Override
        String path(String base, String model) {
            return "/models/" + inPath(model) + ":streamGenerateContent?alt=sse";
        }
    },
    BEDROCK("Authorization", "Bearer ") {
        @Override
        String path(String base, String model) {
            String name = model.startsWith(CONVERSE) ? model.substring(CONVERSE.length()) : model;
            return "/model/" + inPath(name) + "/converse-stream";
        }
    },
    OLLAMA("Authorization", "Bearer ") {
        @Override
        String path(String base, String model) {
            return "/api/chat";
        }
    };

    /** The default version of Azure's API. */
    private static final String AZURE_API_VERSION = "2025-02-01-preview";

    /** LiteLLM's optional prefix of Bedrock models. */
    private static final String CONVERSE = "converse/";

    private final String keyHeader;
    private final String keyPrefix;

    ProviderApi(String keyHeader, String keyPrefix) {
        this.keyHeader = keyHeader;
        this.keyPrefix = keyPrefix;
    }

    /**
     * Returns the path of requests for a model, to append to the provider's address.
     *
     * @throws IllegalArgumentException if the model's name would change the path
     */
    abstract String path(String base, String model);

    /** Returns the address of requests for a model. Throws as {@link #path} does. */
    String address(ProviderTarget providerTarget, String model) {
        return providerTarget.query().appendTo(providerTarget.baseUrl() + path(providerTarget.baseUrl(), model));
    }

    /**
     * Returns the query parameters that this API requires.
     *
     * @param apiVersion the configured version
     */
    Map<String, String> query(String base, Optional<String> apiVersion) {
        return Map.of();
    }

    /** Returns whether this is the address of Azure's newer API, which needs no version. */
    private static boolean hasNoVersion(String base) {
        return base.endsWith("/openai/v1");
    }

    /** Builds a POST with the key. Throws as {@link #address} does. */
    RequestOptions post(ProviderTarget providerTarget, String model) {
        RequestOptions request =
                new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(address(providerTarget, model));
        if (providerTarget.key() != null) {
            request.putHeader(keyHeader, keyPrefix + providerTarget.key());
        }
        return request.putHeader("Content-Type", "application/json");
    }

    /** Encodes a model's name, which a client may have chosen, for a path. */
    private static String inPath(String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("\"" + name + "\" is not a valid model name");
        }
        return PercentEncoding.encode(name);
    }
}
