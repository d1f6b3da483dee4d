package io.agencyswarm.agui;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A frame of the stream as the OpenAPI document shows it, and as a reader of server-sent events gives it. Without a
 * schema annotation of its own, which would put it into the other build's document too.
 */
record AguiFrame(
        @Schema(
                required = true,
                description = "The event's JSON.",
                contentMediaType = "application/json",
                contentSchema = AguiEvent.class)
        String data) {}
