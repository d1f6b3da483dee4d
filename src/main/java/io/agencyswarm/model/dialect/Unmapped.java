package io.agencyswarm.model.dialect;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Notes in the log, once each, which settings a family of providers does not take. */
final class Unmapped {

    private static final Logger LOG = Logger.getLogger(Unmapped.class);
    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

    private Unmapped() {}

    static void note(String family, String setting, @Nullable Object value) {
        if (value != null && NOTED.add(family + " " + setting)) {
            LOG.debugf("%s takes no %s; it is left out of requests.", family, setting);
        }
    }
}
