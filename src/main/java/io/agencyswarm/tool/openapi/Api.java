package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.remote.CallerTokens;
import io.agencyswarm.tool.remote.ReconnectPause;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ServerResponse;
import io.agencyswarm.tool.remote.ToolListing;
import io.agencyswarm.tool.remote.ToolServer;
import io.agencyswarm.tool.remote.ToolServerPool;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A configured API: its document and the requests to it. Thread-safe. */
final class Api {

    private static final Logger LOG = Logger.getLogger(Api.class);

    private final String name;
    private final ApiToolsConfig.ApiConfig config;
    private final ToolServerPool http;
    private final CallerTokens tokens;
    private final ToolListing listing;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable List<Tool> tools;

    /** Guarded by the lock. */
    private final ReconnectPause<String> pause;

    private Api(String name, ApiToolsConfig.ApiConfig config, ToolServerPool http, CallerTokens tokens) {
        this.name = name;
        this.config = config;
        this.http = http;
        this.tokens = tokens;
        this.pause = new ReconnectPause<>(config.reconnectPause(), System::nanoTime);
        this.listing = new ToolListing("OpenAPI document \"" + name + "\"", ApiConfigValidator.key(name), config);
    }

    /**
     * Creates an API. Reads its document now unless it is at a URL.
     *
     * @throws ConfigurationException if the document can't be used
     */
    static Api of(String name, ApiToolsConfig.ApiConfig config, ToolServerPool http, CallerTokens tokens) {
        Api api = new Api(name, config, http, tokens);
        if (!ApiConfigValidator.isRemote(config)) {
            try {
                api.tools = api.offered(DocumentSource.local(config.document(), config.maxBytes()), Optional.empty());
            } catch (DocumentException e) {
                throw new ConfigurationException("The OpenAPI document \"" + config.document() + "\" ("
                        + ApiConfigValidator.key(name) + "document) can't be used: " + e.getMessage() + ".");
            }
        }
        return api;
    }

    /**
     * Returns the tools. Logs a warning and returns none if the document could not be read from its URL or is not
     * valid.
     */
    List<Tool> tools() throws InterruptedException {
        List<Tool> cached = tools;
        if (cached != null) {
            return cached;
        }
        Duration totalTimeout = config.connectTimeout().plus(config.timeout());
        if (!reading.tryLock(totalTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return List.of();
        }
        try {
            return read();
        } finally {
            reading.unlock();
        }
    }

    /**
     * Executes an operation.
     *
     * @throws io.agencyswarm.error.InvalidRequestException if the arguments are not valid
     * @throws AgencyException with a message for the model if the request failed
     */
    JsonNode call(ApiOperation operation, ObjectNode arguments) throws InterruptedException {
        ApiRequest request = ApiRequest.of(operation, arguments, config);
        Deadline deadline = Deadline.in(config.timeout());
        try {
            @Nullable String token = tokens.forServer(ApiConfigValidator.key(name), config);
            ToolServer server = http.server(request.url(), config, token);
            ApiSecrets secrets = ApiSecrets.of(server, config);
            try (ServerResponse response =
                    server.request(request.method(), request.url(), request.headers(), request.body())) {
                return ApiResponse.read(response, deadline, secrets);
            }
        } catch (ServerException e) {
            ServerException timed = e.withLimit(config.timeout(), ApiConfigValidator.key(name) + "timeout");
            throw new AgencyException(
                    ErrorCode.TOOL_FAILED, "the API \"" + name + "\" failed: " + timed.getMessage(), timed);
        }
    }

    private List<Tool> read() throws InterruptedException {
        List<Tool> cached = tools;
        if (cached != null) {
            return cached;
        }
        if (pause.current().isPresent()) {
            return List.of();
        }
        HttpUrl url = HttpUrl.parse(config.document()).orElseThrow();
        try {
            List<Tool> read = offered(DocumentSource.remote(url, config, http), Optional.of(url));
            tools = read;
            return read;
        } catch (DocumentException e) {
            fail(e.getMessage());
        } catch (ServerException e) {
            fail(e.withLimit(config.timeout(), ApiConfigValidator.key(name) + "timeout")
                    .getMessage());
        }
        return List.of();
    }

    private List<Tool> offered(byte[] bytes, Optional<HttpUrl> from) {
        ApiDocument document = ApiDocument.read(bytes, config.maxBytes());
        List<ApiOperation.NamedOperation> namedOperations = document.operations(
                why -> LOG.warnf("OpenAPI document \"%s\": a path is left out, because %s.", name, why));
        List<String> names =
                namedOperations.stream().map(ApiOperation.NamedOperation::name).toList();
        List<String> unknown = listing.unmatched(names);
        if (!unknown.isEmpty()) {
            throw new DocumentException(
                    "it has no operation \"" + unknown.getFirst() + "\", which " + ApiConfigValidator.key(name)
                            + "tools names; its operations are " + ApiDocument.forMessage(names));
        }
        Servers servers = new Servers(document, config, from, ApiConfigValidator.key(name));
        return listing.tools(namedOperations.stream()
                .filter(operation -> listing.accepts(operation.name()))
                .flatMap(operation -> offer(document, servers, operation).stream()));
    }

    private Optional<ToolListing.Offer> offer(
            ApiDocument document, Servers servers, ApiOperation.NamedOperation namedOperation) {
        ApiOperation operation;
        try {
            operation = ApiOperation.of(document, servers, namedOperation, config);
        } catch (NotCallableException e) {
            LOG.warnf(
                    "OpenAPI document \"%s\": the operation %s is left out, because %s.",
                    name, namedOperation.name(), e.getMessage());
            return Optional.empty();
        }
        return Optional.of(new ToolListing.Offer(
                namedOperation.name(),
                operation.description(),
                operation.schema(document, ApiConfigValidator.key(name)),
                spec -> new ApiTool(spec, this, operation)));
    }

    private void fail(String why) {
        // The same failure may occur again after the pause; it is logged once.
        if (pause.begin(why)) {
            LOG.warnf("The OpenAPI document \"%s\" can't be used, so agents go without its tools: %s.", name, why);
        }
    }
}
