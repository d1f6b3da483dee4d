package io.agencyswarm.agui;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The OpenAPI schema of a frame, in the form in which a parser of server-sent events returns it. The record itself has
 * no schema annotation, which would add it to the other build's document too.
 */
record AguiFrame(
        @Schema(
                required = true,
                description = "The event's JSON.",
                contentMediaType = "application/json",
                contentSchema = AguiEvent.class)
        String data) {}
