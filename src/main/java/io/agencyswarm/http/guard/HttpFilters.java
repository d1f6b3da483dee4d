package io.agencyswarm.http.guard;

import com.fasterxml.jackson.core.JacksonException;
import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.text.LogThrottle;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The filters for every request of the service, before and after the resources. */
@Singleton
class HttpFilters {

    private static final Logger LOG = Logger.getLogger(HttpFilters.class);

    /** The messages by which operating systems and Quarkus report that a client has disconnected. */
    private static final Pattern DISCONNECT_MESSAGE =
            Pattern.compile("(?i)connection (was |is |has been )?(reset|closed)|broken pipe");

    private static final int AFTER_EVERYTHING = Integer.MAX_VALUE;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    /** The priority of a filter that runs after authentication and before the body is read. */
    static final int AFTER_AUTHENTICATION = 50;

    /** The priority of the first filter; Quarkus's own filters have at most 300. */
    static final int BEFORE_EVERYTHING = 1_000;

    private final ServicePaths paths;
    private final OidcProvider provider;
    private final LogThrottle uncheckedTokens = new LogThrottle();

    @Inject
    HttpFilters(ServicePaths paths, OidcProvider provider) {
        this.paths = paths;
        this.provider = provider;
    }

    void registerFilters(@Observes Filters filters) {
        filters.register(this::checkHead, BEFORE_EVERYTHING);
        filters.register(this::checkMethod, AFTER_AUTHENTICATION);
    }

    /** Refuses unknown paths and reports failures in the contract's format. */
    void registerFallbacks(@Observes Router router) {
        router.route().order(AFTER_EVERYTHING).handler(this::refuseUnknownPath).failureHandler(this::handleFailure);
    }

    /** Quarkus allows every web page to read the management interface; this removes the permission. */
    void onManagementInterface(@Observes ManagementInterface management) {
        if (paths.isWholeServer()) {
            management.router().route().order(Integer.MIN_VALUE).handler(context -> {
                context.addHeadersEndHandler(_ -> context.response().headers().remove("Access-Control-Allow-Origin"));
                context.next();
            });
        }
    }

    private void checkHead(RoutingContext context) {
        String fault = paths.covers(context) ? RequestHead.fault(context.request()) : "";
        if (!fault.isEmpty()) {
            UnreadBody.closeAfterResponse(context);
            refuse(context, ErrorResponse.rejection(400, fault));
            return;
        }
        if (paths.kind(context).isEndpoint()) {
            // Clients of the original need no Accept header, and some send a wrong one.
            context.request().headers().remove("Accept");
        }
        context.next();
    }

    /** Quarkus would reject the method too, but without a message. */
    private void checkMethod(RoutingContext context) {
        PathKind kind = paths.kind(context);
        if (!kind.isEndpoint() || kind.allows(context.request().method().name())) {
            if (kind.isEndpoint() && context.request().method().equals(HttpMethod.OPTIONS)) {
                // The same value as with status 405; Quarkus would list other methods.
                context.addHeadersEndHandler(_ -> context.response().putHeader("Allow", kind.methods()));
            }
            context.next();
        } else {
            refuse(context, ErrorResponse.rejection(405, "Method Not Allowed").withHeader("Allow", kind.methods()));
        }
    }

    private void refuseUnknownPath(RoutingContext context) {
        if (paths.covers(context)) {
            refuse(context, ErrorResponse.of(ErrorCode.NOT_FOUND, "Not Found"));
        } else {
            context.next();
        }
    }

    private void handleFailure(RoutingContext context) {
        Throwable failure = context.failure();
        if (!paths.covers(context) || context.response().headWritten()) {
            context.next();
        } else if (failure instanceof AuthenticationException || provider.isFailure(failure)) {
            refuseInvalidToken(context, failure);
        } else if (isClientError(context.statusCode())) {
            refuseInvalidHead(context);
        } else if (failure == null
                || failure instanceof UnauthorizedException
                || failure instanceof ForbiddenException) {
            context.next();
        } else if (context.response().closed() || isDisconnect(failure)) {
            LOG.debugf(failure, "A client disconnected before its response (%s)", context.normalizedPath());
            context.response().reset();
        } else {
            fail(context, failure);
        }
    }

    /**
     * Returns whether a failure means that the client has disconnected. Quarkus reports this by nested write errors.
     */
    static boolean isDisconnect(Throwable failure) {
        return failure instanceof HttpClosedException
                || failure instanceof StreamResetException
                || failure instanceof ClosedChannelException
                || (failure instanceof IOException
                        && (DISCONNECT_MESSAGE
                                        .matcher(String.valueOf(failure.getMessage()))
                                        .find()
                                || (failure.getCause() != null && isDisconnect(failure.getCause()))));
    }

    private static boolean isClientError(int status) {
        return status >= CLIENT_ERROR && status < SERVER_ERROR;
    }

    /** Refuses a request that the router rejected as malformed, before the first filter. */
    private static void refuseInvalidHead(RoutingContext context) {
        String fault = RequestHead.fault(context.request());
        UnreadBody.closeAfterResponse(context);
        refuse(
                context,
                ErrorResponse.rejection(
                        context.statusCode(),
                        fault.isEmpty()
                                ? HttpResponseStatus.valueOf(context.statusCode())
                                        .reasonPhrase()
                                : fault));
    }

    /**
     * Refuses a request whose token is not valid. The response does not say what is wrong, so that it does not help
     * anyone who forges tokens.
     */
    private void refuseInvalidToken(RoutingContext context, Throwable failure) {
        if (Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(this::isProviderFailure)) {
            if (uncheckedTokens.allows()) {
                LOG.warnf("A token could not be checked: %s", AgencyException.reason(failure));
            }
            refuse(
                    context,
                    ErrorResponse.rejection(
                                    503,
                                    "Tokens can't be checked now, because the OpenID Connect provider can't be reached. Retry"
                                            + " later.")
                            .withRetryAfter());
        } else {
            refuse(
                    context,
                    ErrorResponse.rejection(
                                    401,
                                    "The token is not valid for this service: it may have expired, or been issued for"
                                            + " another service.")
                            .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\""));
        }
    }

    private boolean isProviderFailure(Throwable failure) {
        return switch (failure) {
            // The token itself can't be parsed.
            case JacksonException _ -> false;
            case VertxException _, IOException _, TimeoutException _ -> true;
            default -> provider.isFailure(failure);
        };
    }

    /**
     * Logs an unexpected failure, infinite recursion included, with its cause. The client gets only the id of the log
     * entry.
     */
    private static void fail(RoutingContext context, Throwable fault) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(fault, "A request failed unexpectedly (%s)", id);
        refuse(
                context,
                ErrorResponse.of(
                        ErrorCode.INTERNAL,
                        "The request failed unexpectedly. The service's log has the cause with the id " + id + "."));
    }

    /** Sends a response before the request is read. */
    static void refuse(RoutingContext context, ErrorResponse response) {
        if (!context.request().isEnded()) {
            // Before the response is sent, because an end handler can't be added to a response that has ended.
            UnreadBody.discardAfterResponse(context);
        }
        response.send(context.response());
    }
}
