package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.agencyswarm.json.Json;

/** The mapper for arguments and answers. Their schemas describe what it reads. */
final class ToolJson {

    /** Shared: do not configure it further. */
    static final ObjectMapper MAPPER = Json.mapper()
            .copy()
            .setAnnotationIntrospector(new SealedTypes())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    private ToolJson() {}
}
