package io.agencyswarm.http;

import com.fasterxml.jackson.core.JacksonException;
import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.error.AgencyException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.json.JsonObject;
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

/** What holds for every request of the service, before and after the resources. */
@Singleton
class HttpFilters {

    private static final Logger LOG = Logger.getLogger(HttpFilters.class);

    /** What systems and Quarkus say of a client that has gone. */
    private static final Pattern GONE =
            Pattern.compile("(?i)connection (was |is |has been )?(reset|closed)|broken pipe");

    private static final int AFTER_EVERYTHING = Integer.MAX_VALUE;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    /** The priority of a filter that sees requests after their caller is known, and before their bodies are read. */
    static final int AFTER_AUTHENTICATION = 50;

    /** The priority of the first filter; Quarkus's own have 300 and less. */
    static final int BEFORE_EVERYTHING = 1_000;

    private final ServicePaths paths;
    private final OidcProvider provider;

    @Inject
    HttpFilters(ServicePaths paths, OidcProvider provider) {
        this.paths = paths;
        this.provider = provider;
    }

    void filters(@Observes Filters filters) {
        filters.register(this::enter, BEFORE_EVERYTHING);
        filters.register(this::checkMethod, AFTER_AUTHENTICATION);
    }

    /** Answers what no resource knows, and whatever failed, in the contract's form. */
    void refusals(@Observes Router router) {
        router.route().order(AFTER_EVERYTHING).handler(this::missing).failureHandler(this::explain);
    }

    /** Quarkus lets every page of the web read what operators are answered. */
    void operators(@Observes ManagementInterface management) {
        if (paths.isWholeServer()) {
            management.router().route().order(Integer.MIN_VALUE).handler(request -> {
                request.addHeadersEndHandler(
                        head -> request.response().headers().remove("Access-Control-Allow-Origin"));
                request.next();
            });
        }
    }

    private void enter(RoutingContext request) {
        String fault = paths.covers(request) ? RequestHead.fault(request.request()) : "";
        if (!fault.isEmpty()) {
            CloseAfterResponse.after(request);
            refuse(request, 400, fault);
            return;
        }
        if (paths.kind(request).isEndpoint()) {
            // Clients of the original never needed to say what they accept, and some say the wrong thing.
            request.request().headers().remove("Accept");
        }
        request.next();
    }

    /** Quarkus would refuse it too, but without a word. */
    private void checkMethod(RoutingContext request) {
        ServicePaths.PathKind kind = paths.kind(request);
        if (!kind.isEndpoint() || kind.allows(request.request().method().name())) {
            request.next();
        } else {
            request.response().putHeader("Allow", kind.methods());
            refuse(request, 405, "Method Not Allowed");
        }
    }

    private void missing(RoutingContext request) {
        if (paths.covers(request)) {
            refuse(request, 404, "Not Found");
        } else {
            request.next();
        }
    }

    private void explain(RoutingContext request) {
        Throwable failure = request.failure();
        if (!paths.covers(request) || request.response().headWritten()) {
            request.next();
        } else if (failure instanceof AuthenticationException || provider.isFailure(failure)) {
            explainToken(request, failure);
        } else if (isClientError(request.statusCode())) {
            explainHead(request);
        } else if (failure == null
                || failure instanceof UnauthorizedException
                || failure instanceof ForbiddenException) {
            request.next();
        } else if (request.response().closed() || isOfTheConnection(failure)) {
            LOG.debugf(failure, "A client left before its answer (%s)", request.normalizedPath());
            request.response().reset();
        } else {
            fail(request, failure);
        }
    }

    /** Quarkus tells of a client that leaves while its answer is written by faults of writing, one within the other. */
    static boolean isOfTheConnection(Throwable failure) {
        return failure instanceof HttpClosedException
                || failure instanceof StreamResetException
                || failure instanceof ClosedChannelException
                || (failure instanceof IOException
                        && (GONE.matcher(String.valueOf(failure.getMessage())).find()
                                || (failure.getCause() != null && isOfTheConnection(failure.getCause()))));
    }

    private static boolean isClientError(int status) {
        return status >= CLIENT_ERROR && status < SERVER_ERROR;
    }

    /** What the router could make nothing of, before the first filter. */
    private static void explainHead(RoutingContext request) {
        String fault = RequestHead.fault(request.request());
        CloseAfterResponse.after(request);
        refuse(
                request,
                request.statusCode(),
                fault.isEmpty()
                        ? HttpResponseStatus.valueOf(request.statusCode()).reasonPhrase()
                        : fault);
    }

    /** What is wrong with a token is for its owner to find out: whoever made it up learns nothing. */
    private void explainToken(RoutingContext request, Throwable failure) {
        if (Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(this::isOfTheProvider)) {
            LOG.warnf("A token could not be checked: %s", AgencyException.reason(failure));
            refuse(
                    request,
                    503,
                    "Tokens can't be checked now, because their provider can't be reached. Try again later.");
        } else {
            request.response().putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            refuse(request, 401, "The token does not do here: it may be over, or made for another service.");
        }
    }

    private boolean isOfTheProvider(Throwable failure) {
        return switch (failure) {
            // What can't be read is the token.
            case JacksonException _ -> false;
            case VertxException _, IOException _, TimeoutException _ -> true;
            default -> provider.isFailure(failure);
        };
    }

    /** Anything unexpected, an endless recursion too: logged with its cause, of which the client gets the number only. */
    private static void fail(RoutingContext request, Throwable fault) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(fault, "A request failed unexpectedly (%s)", id);
        answer(
                request,
                SERVER_ERROR,
                "error",
                "The request failed unexpectedly. The service's log has the cause under " + id + ".");
    }

    /** Answers with a sentence, in the contract's form. */
    static void refuse(RoutingContext request, int status, String detail) {
        answer(request, status, "detail", detail);
    }

    private static void answer(RoutingContext request, int status, String field, String sentence) {
        HttpServerResponse response = request.response();
        response.setStatusCode(status).putHeader("Content-Type", "application/json");
        response.end(new JsonObject().put(field, sentence).encode());
        discard(request);
    }

    /** Else the rest of a body that nobody reads would keep the connection from its next request. */
    private static void discard(RoutingContext request) {
        if (!request.request().isEnded()) {
            CloseAfterResponse.drop(request);
            request.request().resume();
        }
    }
}
