package io.agencyswarm.model.http;

import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.net.AddressResolver;
import io.agencyswarm.net.AllowedHosts;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HostName;
import io.agencyswarm.net.PlatformThreads;
import io.agencyswarm.net.Resolver;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The hosts that clients may send their runs to ({@code client_config.base_url}). */
@Startup
@Singleton
public class ModelHosts {

    private static final String KEY = "agency-swarm.client-config.allowed-hosts";

    private final AllowedHosts allowed;
    private final AddressResolver addresses;

    /** Names are looked up on threads of their own, so that a server of names that hangs holds up nothing else. */
    private final PlatformThreads threads = new PlatformThreads();

    /** Reads the setting. */
    @Inject
    public ModelHosts(ModelConfig config, Config values) {
        this(config, values, Resolver.SYSTEM);
    }

    ModelHosts(ModelConfig config, Config values, Resolver resolver) {
        this.allowed = AllowedHosts.of(values, KEY, config.clientConfig().allowedHosts(), byDefault(config));
        this.addresses = new AddressResolver(allowed, resolver, threads);
    }

    @PreDestroy
    void close() {
        threads.close();
    }

    /** Public hosts, and the server that is the service's own, on its port. */
    private static List<String> byDefault(ModelConfig config) {
        Optional<HttpAddress> own = config.openai().baseUrl().flatMap(HttpAddress::parse);
        return Stream.concat(
                        Stream.of(AllowedHosts.PUBLIC),
                        own.map(address -> address.host() + ":" + address.port()).stream())
                .toList();
    }

    /**
     * Whether a client may name an address, as far as its host's name says. What a name resolves to is found out when
     * it is connected to.
     */
    public boolean mayName(HttpAddress address) {
        try {
            return allowed.mayAllow(HostName.of(address.host()), address.port());
        } catch (IllegalArgumentException _) {
            // An address in an unusual notation, which systems read in different ways.
            return false;
        }
    }

    /** The addresses of a host that a client named, as {@link AddressResolver#resolve}. */
    List<InetAddress> resolve(String host, int port, Deadline deadline)
            throws UnknownHostException, InterruptedException, TimeoutException {
        return addresses.resolve(HostName.of(host), port, deadline);
    }
}
