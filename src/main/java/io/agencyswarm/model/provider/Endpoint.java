package io.agencyswarm.model.provider;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where an API takes its requests, behind the provider's address, and in which header its key goes. */
enum Endpoint {
    CHAT_COMPLETIONS("Authorization", "Bearer ") {
        @Override
        String address(Access access, String model) {
            return access.baseUrl() + "/chat/completions";
        }
    },
    /** The model is a deployment in the address; an address may name it already, or be Azure's that needs none. */
    AZURE("api-key", "") {
        @Override
        String address(Access access, String model) {
            String base = access.baseUrl();
            boolean isWhole = base.contains("/openai/deployments/") || base.endsWith("/openai/v1");
            String deployment = isWhole ? base : base + "/openai/deployments/" + inPath(model);
            String query = base.endsWith("/openai/v1") ? "" : "?api-version=" + access.apiVersion();
            return deployment + "/chat/completions" + query;
        }
    },
    ANTHROPIC("x-api-key", "") {
        @Override
        String address(Access access, String model) {
            String base = access.baseUrl();
            return (base.endsWith("/v1") ? base : base + "/v1") + "/messages";
        }

        @Override
        RequestOptions post(Access access, String model) {
            return super.post(access, model).putHeader("anthropic-version", "2023-06-01");
        }
    },
    GEMINI("x-goog-api-key", "") {
        @Override
        String address(Access access, String model) {
            return access.baseUrl() + "/models/" + inPath(model) + ":streamGenerateContent?alt=sse";
        }
    },
    BEDROCK("Authorization", "Bearer ") {
        @Override
        String address(Access access, String model) {
            String name = model.startsWith(CONVERSE) ? model.substring(CONVERSE.length()) : model;
            return access.baseUrl() + "/model/" + inPath(name) + "/converse-stream";
        }
    },
    OLLAMA("Authorization", "Bearer ") {
        @Override
        String address(Access access, String model) {
            return access.baseUrl() + "/api/chat";
        }
    };

    /** LiteLLM's name for Bedrock's API, which may stand before a model's. */
    private static final String CONVERSE = "converse/";

    private final String keyHeader;
    private final String keyPrefix;

    Endpoint(String keyHeader, String keyPrefix) {
        this.keyHeader = keyHeader;
        this.keyPrefix = keyPrefix;
    }

    /**
     * The address of requests for a model.
     *
     * @throws IllegalArgumentException if the model's name would lead elsewhere
     */
    abstract String address(Access access, String model);

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
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
