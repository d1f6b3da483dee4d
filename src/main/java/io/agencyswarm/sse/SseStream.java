package io.agencyswarm.sse;

import io.smallrye.mutiny.Multi;

/**
 * An answer that is a stream of events, under demand. A type of its own, because a bare {@code Multi} would be written
 * by Quarkus, which leaves out the space after each colon that clients count on.
 *
 * @param config how the client is to be treated
 */
public record SseStream(Multi<SseEvent> events, StreamConfig config) {}
