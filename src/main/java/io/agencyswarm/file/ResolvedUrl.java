package io.agencyswarm.file;

import io.agencyswarm.net.HostName;
import io.agencyswarm.net.HttpUrl;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A URL whose host has been looked up and checked.
 *
 * @param addresses the checked addresses; the name is not looked up again
 */
record ResolvedUrl(HttpUrl url, HostName host, List<InetAddress> addresses) {

    /**
     * Creates a request to one of the addresses. Its {@code Host} header, and the name that the certificate must have,
     * are those of the URL.
     */
    RequestOptions request(InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
                .setHost(host.text().contains(":") ? "[" + host.text() + "]" : host.text())
                .setPort(url.port())
                .setSsl(url.isEncrypted())
                .setURI(url.target())
                .setFollowRedirects(false)
                .putHeader("Accept", "*/*")
                .putHeader("Accept-Encoding", "identity")
                .putHeader("User-Agent", "agency-swarm-quarkus");
    }
}
