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
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
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

/** Refuses unknown paths, and reports failures of requests in the contract's format. */
@Singleton
class FailureHandler {

    private static final Logger LOG = Logger.getLogger(FailureHandler.class);

    /** The messages by which operating systems and Quarkus report that a client has disconnected. */
    private static final Pattern DISCONNECT_MESSAGE =
            Pattern.compile("(?i)connection (was |is |has been )?(reset|closed)|broken pipe");

    private static final int AFTER_EVERYTHING = Integer.MAX_VALUE;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final ServicePaths paths;
    private final UnreadBody unreadBody;
    private final OidcProvider provider;
    private final LogThrottle uncheckedTokens = new LogThrottle();

    @Inject
    FailureHandler(ServicePaths paths, UnreadBody unreadBody, OidcProvider provider) {
        this.paths = paths;
        this.unreadBody = unreadBody;
        this.provider = provider;
    }

    void register(@Observes Router router) {
        router.route().order(AFTER_EVERYTHING).handler(this::refuseUnknownPath).failureHandler(this::handleFailure);
    }

    private void refuseUnknownPath(RoutingContext context) {
        if (paths.covers(context)) {
            unreadBody.refuse(context, ErrorResponse.of(ErrorCode.NOT_FOUND, "Not Found"));
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
    private void refuseInvalidHead(RoutingContext context) {
        String fault = RequestHead.fault(context.request());
        unreadBody.refuseAndClose(
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
            unreadBody.refuse(
                    context,
                    ErrorResponse.rejection(
                                    503,
                                    "Tokens can't be checked now, because the OpenID Connect provider can't be reached. Retry"
                                            + " later.")
                            .withRetryAfter());
        } else {
            unreadBody.refuse(
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
    private void fail(RoutingContext context, Throwable fault) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(fault, "A request failed unexpectedly (%s)", id);
        unreadBody.refuse(
                context,
                ErrorResponse.of(
                        ErrorCode.INTERNAL,
                        "The request failed unexpectedly. The service's log has the cause with the id " + id + "."));
    }
}
