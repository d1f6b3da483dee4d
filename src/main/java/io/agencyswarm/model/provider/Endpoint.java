package io.agencyswarm.model.provider;

import io.agencyswarm.model.http.QueryParameters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.Optional;

/** Where an API takes its requests, behind the provider's address, and in which header its key goes. */
enum Endpoint {
    CHAT_COMPLETIONS("Authorization", "Bearer ") {
        @Override
        String path(String base, String model) {
            return "/chat/completions";
        }
    },
    /** The model is a deployment in the address; an address may name it already, or be Azure's that needs none. */
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
        RequestOptions post(Access access, String model) {
            return super.post(access, model).putHeader("anthropic-version", "2023-06-01");
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

    /** What Azure is asked for where the settings name no version. */
    private static final String AZURE_API_VERSION = "2025-02-01-preview";

    /** LiteLLM's name for Bedrock's API, which may stand before a model's. */
    private static final String CONVERSE = "converse/";

    private final String keyHeader;
    private final String keyPrefix;

    Endpoint(String keyHeader, String keyPrefix) {
        this.keyHeader = keyHeader;
        this.keyPrefix = keyPrefix;
    }

    /**
     * What stands behind the provider's address in that of requests for a model.
     *
     * @throws IllegalArgumentException if the model's name would lead elsewhere
     */
    abstract String path(String base, String model);

    /** The address of requests for a model; as {@link #path}. */
    String address(Access access, String model) {
        return access.query().behind(access.baseUrl() + path(access.baseUrl(), model));
    }

    /**
     * The parameters that this API insists on behind an address.
     *
     * @param apiVersion what the settings name
     */
    Map<String, String> query(String base, Optional<String> apiVersion) {
        return Map.of();
    }

    /** Whether an address is that of Azure's newer API, which needs no version. */
    private static boolean hasNoVersion(String base) {
        return base.endsWith("/openai/v1");
    }

    /** A POST with the key; as {@link #address}. */
    RequestOptions post(Access access, String model) {
        RequestOptions request = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(address(access, model));
        if (access.key() != null) {
            request.putHeader(keyHeader, keyPrefix + access.key());
        }
        return request.putHeader("Content-Type", "application/json");
    }

    /** A model's name as a part of an address, which clients may name too. */
    private static String inPath(String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("\"" + name + "\" is no model's name");
        }
        return QueryParameters.encoded(name);
    }
}
