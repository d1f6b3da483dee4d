package io.agencyswarm.http.guard;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Enables {@link ConnectionGuard} before the server starts. In a surrounding application it stays off. */
@Singleton
class ConnectionLimits implements HttpServerOptionsCustomizer {

    private final ServicePaths paths;
    private final RequestConfig config;

    @Inject
    ConnectionLimits(ServicePaths paths, RequestConfig config) {
        this.paths = paths;
        this.config = config;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        if (paths.isWholeServer()) {
            ConnectionGuard.setLimits(new ConnectionGuard.ServerLimits(
                    config.connections(), config.headTimeout().toMillis()));
            if (System.getProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY) == null) {
                // Netty reads this property when the first server is created.
                System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
            }
        }
    }
}
