package io.agencyswarm.file;

import io.agencyswarm.net.HostName;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * What a URL comes to once its host has been looked up and checked.
 *
 * @param addresses the ones that were checked; nobody looks the name up again
 */
record ResolvedUrl(URI uri, HostName host, List<InetAddress> addresses) {

    /**
     * A request to one of the addresses. Its {@code Host} header, and the name that a certificate has to be made out
     * to, remain the URL's.
     */
    RequestOptions request(InetAddress address) {
        int port = HttpUrl.port(uri);
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(host.text().contains(":") ? "[" + host.text() + "]" : host.text())
                .setPort(port)
                .setSsl(HttpUrl.isEncrypted(uri))
                .setURI(HttpUrl.target(uri))
                .setFollowRedirects(false)
                .putHeader("Accept", "*/*")
                .putHeader("Accept-Encoding", "identity")
                .putHeader("User-Agent", "agency-swarm-quarkus");
    }
}
