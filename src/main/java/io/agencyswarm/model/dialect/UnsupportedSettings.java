package io.agencyswarm.model.dialect;

import io.agencyswarm.model.ModelSettings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Logs, once each, the settings that a family of providers does not support. */
final class UnsupportedSettings {

    private static final Logger LOG = Logger.getLogger(UnsupportedSettings.class);
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    private UnsupportedSettings() {}

    /** Logs the settings that only OpenAI's Responses API supports. */
    static void logResponsesOnly(String family, ModelSettings settings) {
        log(family, "reasoningSummary", settings.reasoningSummary());
        log(family, "truncation", settings.truncation());
    }

    /** Logs the settings that only OpenAI's APIs and compatible ones support. */
    static void logOpenAiOnly(String family, ModelSettings settings) {
        logResponsesOnly(family, settings);
        log(family, "verbosity", settings.verbosity());
        log(family, "store", settings.store());
        log(family, "metadata", settings.metadata().isEmpty() ? null : settings.metadata());
    }

    static void log(String family, String setting, @Nullable Object value) {
        if (value != null && LOGGED.add(family + " " + setting)) {
            LOG.debugf("%s does not support %s; it is left out of requests.", family, setting);
        }
    }
}
