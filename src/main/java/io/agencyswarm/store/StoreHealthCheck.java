package io.agencyswarm.store;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Health check of the store, at {@code /q/health/group/store}. Not a part of readiness: requests that store nothing do
 * not need the store, and taking pods out of service does not restore it.
 */
@HealthGroup("store")
@Singleton
@IfLibrary(OptionalLibrary.HEALTH)
class StoreHealthCheck implements HealthCheck {

    private final Store store;
    private final String kind;

    @Inject
    StoreHealthCheck(Store store, StoreConfig config) {
        this.store = store;
        this.kind = config.kind().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public HealthCheckResponse call() {
        try {
            store.ping();
            return HealthCheckResponse.named("store")
                    .up()
                    .withData("kind", kind)
                    .build();
        } catch (RuntimeException e) {
            return HealthCheckResponse.named("store")
                    .down()
                    .withData("kind", kind)
                    .withData("reason", AgencyException.reason(e))
                    .build();
        }
    }
}
