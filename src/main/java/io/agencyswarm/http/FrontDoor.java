package io.agencyswarm.http;

import com.fasterxml.jackson.core.JacksonException;
import io.agencyswarm.error.AgencyException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationException;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** What holds for every request, before and after the resources. */
@Singleton
class FrontDoor {

    private static final Logger LOG = Logger.getLogger(FrontDoor.class);
    private static final Pattern OURS = Pattern.compile(
            "/[^/]+/(get_response|get_response_stream|cancel_response_stream|get_metadata)|/tool/[^/]+|/get_logs");
    private static final String BODY_LIMIT = "quarkus.http.limits.max-body-size";
    private static final int BEFORE_EVERYTHING = 1_000;
    private static final int DIGITS_OF_A_LONG = 19;

    /** The priority of a filter that sees requests after their caller is known, and before their bodies are read. */
    static final int AFTER_AUTHENTICATION = 50;

    private final boolean anyOrigin;
    private final long bodyLimit;

    @Inject
    FrontDoor(HttpConfig http, Config config) {
        this.anyOrigin = http.corsOrigins().equals(List.of("*"));
        this.bodyLimit = config.getValue(BODY_LIMIT, MemorySize.class).asLongValue();
    }

    void filters(@Observes Filters filters) {
        filters.register(this::enter, BEFORE_EVERYTHING);
        filters.register(this::weigh, AFTER_AUTHENTICATION);
    }

    /** Whatever the router itself refuses, in the contract's form. */
    void refusals(@Observes Router router) {
        router.route()
                .order(Integer.MAX_VALUE)
                .handler(request -> refuse(request, 404, "Not Found"))
                .failureHandler(FrontDoor::explain);
    }

    /** Quarkus lets every page of the web read what operators are answered. */
    void operators(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(request -> {
            request.addHeadersEndHandler(head -> request.response().headers().remove("Access-Control-Allow-Origin"));
            request.next();
        });
    }

    private void enter(RoutingContext request) {
        if (OURS.matcher(request.normalizedPath()).matches()) {
            // Clients of the original never needed to say what they accept, and some say the wrong thing.
            request.request().headers().remove("Accept");
        }
        if (anyOrigin && request.request().headers().contains("Origin")) {
            request.addHeadersEndHandler(head -> admitEveryone(request.response()));
        }
        request.next();
    }

    /** Quarkus would refuse the body too, but without a word. */
    private void weigh(RoutingContext request) {
        OptionalLong length = length(request);
        if (length.isEmpty() || length.getAsLong() <= bodyLimit) {
            request.next();
            return;
        }
        closeAfter(request);
        refuse(
                request,
                413,
                "The body has " + request.request().getHeader("Content-Length") + " bytes, but may have " + bodyLimit
                        + " (" + BODY_LIMIT + ").");
    }

    /** The bytes that a request's body may come to have: as many as it says, else as many as any may. */
    long mostBytes(RoutingContext request) {
        return Math.min(length(request).orElse(bodyLimit), bodyLimit);
    }

    private static OptionalLong length(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        if (length == null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(length.length() < DIGITS_OF_A_LONG ? Long.parseLong(length) : Long.MAX_VALUE);
    }

    /** What is wrong with a token is for its owner to find out: whoever made it up learns nothing. */
    private static void explain(RoutingContext request) {
        Throwable failure = request.failure();
        if (!(failure instanceof AuthenticationException || failure instanceof OIDCException)) {
            request.next();
        } else if (Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(FrontDoor::isOfTheProvider)) {
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

    private static boolean isOfTheProvider(Throwable failure) {
        return switch (failure) {
            // What can't be read is the token.
            case JacksonException _ -> false;
            case OIDCException _, VertxException _, IOException _, TimeoutException _ -> true;
            default -> false;
        };
    }

    /** Quarkus names the origin that asked, which would say that the others are not welcome. */
    private static void admitEveryone(HttpServerResponse response) {
        if (response.headers().contains("Access-Control-Allow-Origin")) {
            response.headers().set("Access-Control-Allow-Origin", "*").remove("Access-Control-Allow-Credentials");
        }
    }

    /** Has the connection end with the answer; HTTP/2 knows no header for that, and clients take one for a fault. */
    static void closeAfter(RoutingContext request) {
        if (request.request().version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
        }
    }

    /** Answers with a sentence, in the contract's form. */
    static void refuse(RoutingContext request, int status, String detail) {
        HttpServerResponse response = request.response();
        response.setStatusCode(status).putHeader("Content-Type", "application/json");
        response.end(new JsonObject().put("detail", detail).encode());
    }
}
