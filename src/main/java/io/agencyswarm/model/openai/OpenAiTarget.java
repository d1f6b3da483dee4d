package io.agencyswarm.model.openai;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.http.NamedServerSettings;
import io.agencyswarm.model.http.OpenAiAddress;
import io.agencyswarm.model.http.QueryParameters;
import io.agencyswarm.model.http.RequestSecrets;
import io.agencyswarm.model.http.RequestTarget;
import io.agencyswarm.net.BaseUrl;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address, key and headers of a run's requests. The service's own key is sent to the service's own address only:
 * otherwise a client could direct it to another server.
 *
 * @param base the address before {@code /responses}, without a slash at the end
 * @param setting the name of the setting that set the address
 * @param isClientChosen whether a client chose an address other than the service's own
 * @param key null if the headers hold the credentials instead
 * @param headers the agent's and the client's
 * @param query parameters appended to the address
 * @param secrets further secrets in the request, to redact
 */
record OpenAiTarget(
        String base,
        String setting,
        boolean isClientChosen,
        @Nullable String key,
        Map<String, String> headers,
        QueryParameters query,
        List<String> secrets)
        implements RequestTarget {

    private static final String AUTHORIZATION = "Authorization";

    OpenAiTarget {
        headers = Map.copyOf(headers);
        secrets = List.copyOf(secrets);
    }

    /** The destination of a file. */
    static OpenAiTarget of(ModelConfig.OpenAi config, ClientConfig clientConfig) {
        return of(config, clientConfig, Map.of(), List.of());
    }

    /** The destination of a request, including its agent's headers. */
    static OpenAiTarget of(ModelConfig.OpenAi config, ModelRequest request) {
        return of(config, request.clientConfig(), request.settings().headers(), secrets(request));
    }

    /** The destination of a file for a named server. */
    static OpenAiTarget of(NamedServerSettings server) {
        return new OpenAiTarget(
                server.baseUrl(), server.setting(), false, server.key(), server.headers(), server.query(), List.of());
    }

    /** The destination of a request to a named server, including its agent's headers. */
    static OpenAiTarget of(NamedServerSettings server, ModelRequest request) {
        OpenAiTarget target = of(server);
        return new OpenAiTarget(
                target.base,
                target.setting,
                false,
                target.key,
                server.headersWith(request.settings().headers()),
                target.query,
                secrets(request));
    }

    private static List<String> secrets(ModelRequest request) {
        return request.tools().hosted().stream()
                .flatMap(tool -> tool.secrets().stream())
                .toList();
    }

    private static OpenAiTarget of(
            ModelConfig.OpenAi config,
            ClientConfig clientConfig,
            Map<String, String> agentHeaders,
            List<String> secrets) {
        String base = clientConfig.baseUrl() == null
                ? OpenAiAddress.configured(config)
                : OpenAiAddress.validate(clientConfig.baseUrl());
        String setting = clientConfig.baseUrl() == null ? "OPENAI_BASE_URL" : RequestTarget.clientSetting(base);
        boolean isClientChosen =
                clientConfig.baseUrl() != null && !BaseUrl.same(base, OpenAiAddress.configured(config));
        boolean bringsKey = clientConfig.apiKey() != null || ClientConfig.containsKeyHeader(clientConfig.headers());
        Map<String, String> ownHeaders = isClientChosen ? Map.of() : agentHeaders;
        Map<String, String> headers =
                bringsKey ? clientConfig.headersOverKeyless(ownHeaders) : clientConfig.headersOver(ownHeaders);
        String key = key(config, clientConfig, headers, isClientChosen);
        return new OpenAiTarget(base, setting, isClientChosen, key, headers, QueryParameters.NONE, secrets);
    }

    private static @Nullable String key(
            ModelConfig.OpenAi config, ClientConfig clientConfig, Map<String, String> headers, boolean isClientChosen) {
        if (clientConfig.apiKey() != null) {
            return clientConfig.apiKey();
        }
        if (headers.keySet().stream().anyMatch(AUTHORIZATION::equalsIgnoreCase)) {
            return null;
        }
        if (isClientChosen) {
            throw new ModelException(
                    ErrorCode.MODEL_REFUSED,
                    "client_config.base_url needs client_config.api_key beside it, because the service's own key is"
                            + " sent to the service's own address only",
                    null);
        }
        return configuredKey(config)
                .orElseThrow(() -> new ModelException(
                        ErrorCode.MODEL_REFUSED,
                        "no key for OpenAI is set; set OPENAI_API_KEY, send client_config.api_key, or set"
                                + " agency-swarm.offline=always for scripted answers",
                        null));
    }

    private static Optional<String> configuredKey(ModelConfig.OpenAi config) {
        return config.apiKey().map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Builds a POST with the key and the headers. The headers override those that are set here. */
    RequestOptions post(String path) {
        RequestOptions options =
                new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(query.appendTo(base + path));
        if (key != null) {
            options.putHeader(AUTHORIZATION, "Bearer " + key);
        }
        headers.forEach(options::putHeader);
        return options;
    }

    @Override
    public String redact(String text) {
        return RequestSecrets.redact(query.redact(RequestSecrets.redact(text, key, headers)), secrets);
    }

    /** Contains no secrets. */
    @Override
    public String toString() {
        return "OpenAiTarget[" + base + "]";
    }
}
