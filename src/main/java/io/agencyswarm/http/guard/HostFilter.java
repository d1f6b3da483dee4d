package io.agencyswarm.http.guard;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.response.ErrorResponse;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Protects a service without a token, reachable from this machine only, from pages of other sites: a page can make its
 * own host name resolve to this machine (DNS rebinding), and browsers then treat the service as part of the page's
 * site. {@code Host} contains that name, so only requests to this machine's names are admitted.
 */
@Singleton
class HostFilter {

    private final ServicePaths paths;
    private final UnreadBody unreadBody;
    private final Config config;
    private final boolean isServiceOpen;

    @Inject
    HostFilter(HttpConfig http, ServiceAccess access, ServicePaths paths, UnreadBody unreadBody, Config config) {
        this.paths = paths;
        this.unreadBody = unreadBody;
        this.config = config;
        this.isServiceOpen = access.isOpen() && http.corsOrigins().isEmpty();
    }

    void registerFilters(@Observes Filters filters) {
        if (isServiceOpen && isLoopback("quarkus.http.host")) {
            filters.register(
                    context -> {
                        if (paths.covers(context)) {
                            check(context);
                        } else {
                            context.next();
                        }
                    },
                    FilterOrder.HOST);
        }
    }

    void onManagementInterface(@Observes ManagementInterface management) {
        if (isServiceOpen && paths.isWholeServer() && isLoopback("quarkus.management.host")) {
            management.router().route().order(Integer.MIN_VALUE).handler(this::check);
        }
    }

    private void check(RoutingContext context) {
        List<String> hosts = context.request().headers().getAll("Host");
        // HTTP/1.0 requests may have none, and no browser sends them.
        if (hosts.stream().allMatch(Origins::isLocalHost)) {
            context.next();
        } else {
            unreadBody.refuse(
                    context,
                    ErrorResponse.of(
                            ErrorCode.FORBIDDEN,
                            "This service has no token and is for this machine only: it answers requests to localhost,"
                                    + " 127.0.0.1 and [::1]. Use one of these, or set a token."));
        }
    }

    private boolean isLoopback(String key) {
        @Nullable String host = config.getOptionalValue(key, String.class).orElse(null);
        if (host == null) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            // Quarkus reports the invalid host when it starts to listen.
            return false;
        }
    }
}
