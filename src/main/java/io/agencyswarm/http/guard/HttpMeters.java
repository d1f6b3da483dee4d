package io.agencyswarm.http.guard;

import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeps labels that clients choose out of the server's metrics, because each value creates time series that are never
 * removed. Unknown HTTP methods are counted as one.
 */
@IfLibrary(OptionalLibrary.MICROMETER)
class HttpMeters {

    private static final String METHOD = "method";
    private static final Tag OTHER = Tag.of(METHOD, "OTHER");
    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "UNKNOWN");

    /**
     * Applies to all requests of the server if it is the service itself, otherwise to none: another application chooses
     * its own labels.
     */
    @Produces
    @Singleton
    MeterFilter methods(ServicePaths paths) {
        return paths.isWholeServer() ? new Methods() : new MeterFilter() {};
    }

    private static final class Methods implements MeterFilter {

        @Override
        public Meter.Id map(Meter.Id id) {
            String method = id.getName().startsWith("http.server") ? id.getTag(METHOD) : null;
            if (method == null || KNOWN.contains(method)) {
                return id;
            }
            List<Tag> tags = new ArrayList<>(id.getTags());
            tags.replaceAll(tag -> tag.getKey().equals(METHOD) ? OTHER : tag);
            return id.replaceTags(tags);
        }
    }
}
