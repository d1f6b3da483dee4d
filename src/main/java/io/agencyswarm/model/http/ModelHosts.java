package io.agencyswarm.model.http;

import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.net.AllowedAddressResolver;
import io.agencyswarm.net.AllowedAddressResolver.NameResolver;
import io.agencyswarm.net.AllowedHosts;
import io.agencyswarm.net.BaseUrl;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HostName;
import io.agencyswarm.net.PlatformThreads;
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

/** The hosts that clients may choose as model servers ({@code client_config.base_url}). */
@Startup
@Singleton
public class ModelHosts {

    private static final String KEY = "agency-swarm.client-config.allowed-hosts";

    private final AllowedHosts allowed;
    private final AllowedAddressResolver addressResolver;

    /** Names are resolved on separate threads, so that a DNS server that hangs blocks nothing else. */
    private final PlatformThreads threads = new PlatformThreads();

    /** Reads the configuration. */
    @Inject
    public ModelHosts(ModelConfig config, Config values) {
        this(config, values, NameResolver.SYSTEM);
    }

    ModelHosts(ModelConfig config, Config values, NameResolver resolver) {
        this.allowed = AllowedHosts.of(values, KEY, config.clientConfig().allowedHosts(), defaultHosts(config));
        this.addressResolver = new AllowedAddressResolver(allowed, resolver, threads);
    }

    @PreDestroy
    void close() {
        threads.close();
    }

    /** Public hosts, and the service's own model server with its port. */
    private static List<String> defaultHosts(ModelConfig config) {
        Optional<BaseUrl> modelServer = config.openai().baseUrl().flatMap(BaseUrl::parse);
        return Stream.concat(
                        Stream.of(AllowedHosts.PUBLIC),
                        modelServer.map(address -> address.host() + ":" + address.port()).stream())
                .toList();
    }

    /**
     * Returns whether a client may name an address, judged by the host's name only. The IP addresses are checked when
     * connecting.
     */
    public boolean canName(BaseUrl address) {
        try {
            return allowed.canAllow(HostName.of(address.host()), address.port());
        } catch (IllegalArgumentException _) {
            // An address in an unusual notation, which systems parse differently.
            return false;
        }
    }

    /** Resolves a host that a client named, as {@link AllowedAddressResolver#resolve}. */
    List<InetAddress> resolve(String host, int port, Deadline deadline)
            throws UnknownHostException, InterruptedException, TimeoutException {
        return addressResolver.resolve(HostName.of(host), port, deadline);
    }
}
