package io.agencyswarm.model.dialect;

import io.agencyswarm.model.ModelSettings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Logs, once each, the settings that a family of providers does not support. */
final class Unmapped {

    private static final Logger LOG = Logger.getLogger(Unmapped.class);
    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

    private Unmapped() {}

    /** Logs the settings that only OpenAI's Responses API supports. */
    static void noteResponses(String family, ModelSettings settings) {
        note(family, "reasoningSummary", settings.reasoningSummary());
        note(family, "truncation", settings.truncation());
    }

    /** Logs the settings that only OpenAI's APIs and compatible ones support. */
    static void noteOpenAi(String family, ModelSettings settings) {
        noteResponses(family, settings);
        note(family, "verbosity", settings.verbosity());
        note(family, "store", settings.store());
        note(family, "metadata", settings.metadata().isEmpty() ? null : settings.metadata());
    }

    static void note(String family, String setting, @Nullable Object value) {
        if (value != null && NOTED.add(family + " " + setting)) {
            LOG.debugf("%s does not support %s; it is left out of requests.", family, setting);
        }
    }
}
