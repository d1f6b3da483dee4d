package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.agencyswarm.net.AllowedAddressResolver.NameResolver;
import io.agencyswarm.testing.KeyStoreFile;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** HTTPS: the connection uses a checked address, and the certificate must be for the URL's host name. */
@Execution(ExecutionMode.CONCURRENT)
class EncryptedRemoteFilesTest {

    @TempDir
    private Path dir;

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private HttpsServer server;
    private Path keys;

    @BeforeEach
    void start() throws Exception {
        keys = KeyStoreFile.create(dir, "files.test");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.createContext("/", exchange -> {
            try (exchange) {
                ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
                seen.add(exchange.getRequestHeaders().getFirst("Host") + " " + session.getRequestedServerNames());
                FileTestServer.send(exchange, "encrypted");
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void attach_certificateFitsTheName_isFetchedByThatName() throws IOException, InterruptedException {
        try (Service service = service(true)) {
            assertThat(service.content("a.txt", url("files.test"))).isEqualTo("encrypted");
        }
        assertThat(seen)
                .singleElement()
                .asString()
                .startsWith("files.test:" + server.getAddress().getPort())
                .contains("value=files.test");
    }

    @Test
    void attach_certificateOfAnotherName_isRefused() throws IOException {
        try (Service service = service(true)) {
            assertThat(service.refusal("a.txt", url("other.test")))
                    .contains("TLS handshake with the host \"other.test\"");
            assertThat(service.refusal("a.txt", url("127.0.0.1"))).contains("TLS handshake with the host");
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void attach_certificateOfNoAuthority_isRefused() throws IOException {
        try (Service service = service(false)) {
            assertThat(service.refusal("a.txt", url("files.test"))).contains("TLS handshake with the host");
        }
        assertThat(seen).isEmpty();
    }

    private Service service(boolean trusting) {
        HttpClientOptions options = new HttpClientOptions();
        if (trusting) {
            options.setTrustOptions(new PfxOptions().setPath(keys.toString()).setPassword(KeyStoreFile.PASSWORD));
        }
        NameResolver loopback = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        return new Service(Settings.closed().hosts("files.test", "other.test", "127.0.0.1"), loopback, options);
    }

    private String url(String host) {
        return "https://" + host + ":" + server.getAddress().getPort() + "/a.txt";
    }

    private SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, KeyStoreFile.PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, KeyStoreFile.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
