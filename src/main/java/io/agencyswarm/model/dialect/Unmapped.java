package io.agencyswarm.model.dialect;

import io.agencyswarm.model.ModelSettings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Notes in the log, once each, which settings a family of providers does not take. */
final class Unmapped {

    private static final Logger LOG = Logger.getLogger(Unmapped.class);
    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

    private Unmapped() {}

    /** Notes the settings that OpenAI's Responses API alone takes. */
    static void noteResponses(String family, ModelSettings settings) {
        note(family, "reasoningSummary", settings.reasoningSummary());
        note(family, "truncation", settings.truncation());
    }

    /** Notes the settings that OpenAI's APIs and those like them take. */
    static void noteOpenAi(String family, ModelSettings settings) {
        noteResponses(family, settings);
        note(family, "verbosity", settings.verbosity());
        note(family, "store", settings.store());
        note(family, "metadata", settings.metadata().isEmpty() ? null : settings.metadata());
    }

    static void note(String family, String setting, @Nullable Object value) {
        if (value != null && NOTED.add(family + " " + setting)) {
            LOG.debugf("%s takes no %s; it is left out of requests.", family, setting);
        }
    }
}
