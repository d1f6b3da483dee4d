package io.agencyswarm.request;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What clients may say of how their runs reach the models. */
@ConfigMapping(prefix = "agency-swarm.client-config")
public interface BindingConfig {

    /**
     * The hosts, or {@code host:port}, that {@code client_config.base_url} may name; by default any, because clients of
     * the original name any.
     */
    Optional<List<String>> allowedHosts();
}
